import { bellFields } from '../../cloudfunctions/kit/bells'
import { bells, type Bell } from '../../shared/contract/notice'

/** A subscribe-message template (订阅消息模板) as the operator would have picked it in WeChat's library. */
export interface Template {
  readonly id: string
  readonly bell: Bell
  readonly title: string
  /** Label by field key, in the order shown. */
  readonly fields: ReadonlyMap<string, string>
}

const labels: Readonly<Record<Bell, readonly string[]>> = {
  replied: ['查询编号', '反映事项', '答复单位', '答复时间', '温馨提示'],
  asked: ['查询编号', '反映事项', '需要补充', '通知时间'],
  assigned: ['查询编号', '办理事项', '交办说明', '办理期限'],
  due: ['查询编号', '办理事项', '办理期限', '温馨提示'],
}

// Object.keys is typed string[]; the record's own type says which keys there are.
const bellNames = Object.keys(bells) as Bell[]

/** The templates of the simulated account, one a bell. */
export const templates: readonly Template[] = bellNames.map((bell) => ({
  id: `LocalTemplate-${bell}`,
  bell,
  title: bells[bell],
  fields: new Map(bellFields[bell].map((key, i) => [key, labels[bell][i] ?? key])),
}))

/** The setting WX_TEMPLATES of the local cloud: template id by bell. */
export const templateIds: Readonly<Record<string, string>> = Object.fromEntries(templates.map((t) => [t.bell, t.id]))
