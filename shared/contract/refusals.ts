/**
 * Every refusal there is, with its Chinese text. The text says what happened, that nothing is lost, and what to do.
 * A refusal that an action does not declare cannot be returned by its handler: the compiler refuses it.
 */
export const refusalTexts = {
  // common to every action
  INVALID_INPUT: () => '有内容没有填对，请按提示改一改再提交。您写的内容都还在。',
  SIGN_IN_REQUIRED: () => '请先登录：用微信扫一扫打开本页，再点一次。',
  NOT_ALLOWED: () => '您现在的身份不能办这件事。请切换身份，或联系本级人大工作人员。',
  REQUEST_REUSED: () => '这次提交与之前的一次内容不同，请返回重新打开后再提交。',
  INTERNAL: (d: { incident: string }) => `系统出了点问题，您写的内容还在。请稍后再试；若仍不行，请把编号 ${d.incident} 告诉工作人员。`,
  UNKNOWN_ACTION: () => '这个功能不存在或已更换，请更新到最新版本。',
  SLOW_DOWN: (d: { until: string }) => `操作太频繁了，请在${d.until}以后再试。您写的内容都还在。`,
  // things
  NOT_FOUND: () => '没有找到，或者您不能查看。请核对后再试。',
  STATION_NOT_FOUND: () => '没有找到这个代表家站。请对准海报上的二维码再扫一次，或按名称查找。',
  TRACKING_NOT_FOUND: () => '查询编号与手机号后四位对不上，请核对后再查。没留过手机号的，请在“我的”里查看。',
  SLIP_NOT_FOUND: () => '没有找到这张回执。请核对回执上的16位数字。',
  UNIT_NOT_FOUND: () => '没有找到这个承办单位，请重新选择。',
  MEDIA_NOT_READY: () => '有照片或录音还没有传完，请等它传完，或删掉后再提交。',
  // state
  NOT_OPEN: (d: { now: string }) => `这件事现在是“${d.now}”，不能这样办。请刷新后再看。`,
  MOVED_ON: (d: { last: string }) => `您打开以后，这件事有了新的变化：${d.last}。请刷新看过后再办，您写的内容还在。`,
  BEING_CHECKED: () => '内容还在安全检查，请稍等；也可以由工作人员人工放行。',
  RETURN_WINDOW_CLOSED: (d: { until: string }) => `退回的期限是${d.until}，已经过了，不能再退回。请办理并答复；确有困难请申请延期或联系人大。`,
  DUE_TOO_EARLY: (d: { earliest: string }) => `办理期限不能早于${d.earliest}。`,
  DUE_TOO_LATE: (d: { latest: string }) => `办理期限不能晚于${d.latest}。`,
  EXTENSION_PENDING: () => '已经有一个延期申请在等人大答复。',
  NO_EXTENSION_ASKED: () => '没有待答复的延期申请。',
  CLASS_NEEDS_DATE: () => '选“正在解决或列入计划”时，请写明计划完成的日期。',
  MERGE_INTO_ITSELF: () => '不能把一件意见合并到它自己。',
  MERGE_TARGET_ENDED: () => '要并入的那件意见已经结束或已并入别处，请另选一件。',
  ALREADY_RATED: () => '您已经评价过这次答复了，谢谢。',
  NO_CONTACT: () => '提交人没有留联系方式。',
  STAYS_ANONYMOUS: () => '提交人选择了匿名，联系方式只有人大工作人员能看。需要联系请通过人大转达。',
  NOTHING_SAID: () => '还没有写内容，也没有录音。写一句或说一段都可以。',
  TOO_LARGE: (d: { most: string }) => `文件太大了，最多${d.most}。请压缩或换一个。`,
  WRONG_KIND: () => '这个文件不是能用的照片或录音，请换一个。',
  STORAGE_DOWN: () => '存照片的服务暂时连不上，您写的内容还在，请过一会儿再试。',
  SIGN_IN_GONE: () => '这个登录码已经过期或用过了。请在网页上换一个新的登录码再扫。',
  HOLDS_SEAT: () => '您现在还担任代表、人大工作人员或承办人，资料由单位管理。卸任后才能注销。',
  ALREADY_IMPORTED: () => '这一条以前已经导入过了。',
} as const

export type RefusalCode = keyof typeof refusalTexts

/** Refusals that `serve` itself can answer, for any action. */
export const commonRefusals = [
  'INVALID_INPUT',
  'SIGN_IN_REQUIRED',
  'NOT_ALLOWED',
  'REQUEST_REUSED',
  'INTERNAL',
  'UNKNOWN_ACTION',
  'SLOW_DOWN',
] as const satisfies readonly RefusalCode[]
export type CommonRefusal = (typeof commonRefusals)[number]

/** A field that was refused: where (dotted path) and what to do, in Chinese. */
export interface FieldProblem {
  readonly path: string
  readonly text: string
}

/** A refusal as it crosses the wire: plain data with its text. */
export interface Refusal<C extends RefusalCode = RefusalCode> {
  readonly code: C
  readonly text: string
  readonly fields?: readonly FieldProblem[]
}

/** What a function answers. */
export type Answer<T, C extends RefusalCode = RefusalCode> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly refusal: Refusal<C> }

type Detail<C extends RefusalCode> = Parameters<(typeof refusalTexts)[C]>

/** Makes a refusal with its text. */
export function refusal<C extends RefusalCode>(code: C, ...detail: Detail<C>): Refusal<C> {
  // The parameter list was checked against the code above; TypeScript cannot follow it through the union of functions.
  const say = refusalTexts[code] as (...d: unknown[]) => string
  return { code, text: say(...detail) }
}
