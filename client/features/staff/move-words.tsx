import { useWrite } from '@/api/hooks'
import { ReplyCard } from '@/components/reply-card'
import { ExtensionAsked, LastReturn } from './case-handling'
import type { HandlingMoveProps, MoveProps } from './move-sheet'
import { WordsSheet } from './words-sheet'

/** Words that may be left out, as the contract takes them. */
const ifSaid = <K extends 'words' | 'why'>(name: K, words: string): Partial<Record<K, string>> =>
  // A computed key widens to string; it is K by the line's own hand.
  words === '' ? {} : ({ [name]: words } as Record<K, string>)

const seenBy = ({ view, handling }: HandlingMoveProps) => ({ handlingId: handling.handlingId, version: view.version })

/** 人工放行 */
export function Vouch(props: MoveProps) {
  const write = useWrite('opinion.vouch')
  const { opinionId, version } = props.view
  return (
    <WordsSheet
      {...props}
      event="vouch"
      title="人工放行"
      verb="放行"
      label="说明"
      hint="内容检查还没有结果。您看过、没有问题的，可以先放行受理。"
      optional
      most={500}
      path="why"
      write={write}
      send={(why) => write.press({ opinionId, version, ...ifSaid('why', why) })}
    />
  )
}

/** 退回补充 */
export function AskForMore(props: MoveProps) {
  const write = useWrite('opinion.askForMore')
  const { opinionId, version } = props.view
  return (
    <WordsSheet
      {...props}
      event="askForMore"
      title="请提交人补充"
      verb="退回补充"
      label="需要补充什么"
      hint="这些话会原样发给提交人。"
      phrases={['请写明具体地点，比如路名、门牌或者附近的标志。', '请写明是从什么时候开始的。', '请拍一两张现场的照片。']}
      most={1000}
      path="words"
      write={write}
      send={(words) => write.press({ opinionId, version, words })}
    />
  )
}

/** 不同意退回 */
export function Insist(props: HandlingMoveProps) {
  const write = useWrite('handling.insist')
  return (
    <WordsSheet
      {...props}
      event="insist"
      title="不同意退回"
      verb="请单位继续办理"
      label="为什么仍由该单位办理"
      hint={`${props.handling.unitName}会看到这些话，重新签收办理，期限不变。`}
      placeholder="比如：三定方案里，这条路的养护由贵单位负责"
      most={1000}
      path="words"
      write={write}
      send={(words) => write.press({ ...seenBy(props), words })}
    >
      <LastReturn {...props} />
    </WordsSheet>
  )
}

/** 收回 */
export function TakeBack(props: HandlingMoveProps) {
  const write = useWrite('handling.takeBack')
  return (
    <WordsSheet
      {...props}
      event="takeBack"
      title="收回，重新决定"
      verb="收回"
      label="说明"
      hint="收回以后在“待交办”里，可以另交单位、直接答复，或者不予受理。"
      optional
      most={500}
      path="why"
      write={write}
      send={(why) => write.press({ ...seenBy(props), ...ifSaid('why', why) })}
    >
      <LastReturn {...props} />
    </WordsSheet>
  )
}

/** 同意延期 */
export function GrantExtension(props: HandlingMoveProps) {
  const write = useWrite('handling.grantExtension')
  return (
    <WordsSheet
      {...props}
      event="grantExtension"
      title="同意延期"
      verb="同意延期"
      label="说明"
      hint="新的日期和单位写的原因会告诉提交人。"
      optional
      most={500}
      path="words"
      write={write}
      send={(words) => write.press({ ...seenBy(props), ...ifSaid('words', words) })}
    >
      <ExtensionAsked handling={props.handling} />
    </WordsSheet>
  )
}

/** 不同意延期 */
export function RefuseExtension(props: HandlingMoveProps) {
  const write = useWrite('handling.refuseExtension')
  return (
    <WordsSheet
      {...props}
      event="refuseExtension"
      title="不同意延期"
      verb="不同意"
      label="为什么不同意"
      hint="单位会看到这些话，期限不变。"
      most={500}
      path="words"
      write={write}
      send={(words) => write.press({ ...seenBy(props), words })}
    >
      <ExtensionAsked handling={props.handling} />
    </WordsSheet>
  )
}

/** 退回重写 */
export function SendBack(props: HandlingMoveProps) {
  const write = useWrite('handling.sendBack')
  return (
    <WordsSheet
      {...props}
      event="sendBack"
      title="把答复退回重写"
      verb="退回重写"
      label="要改什么"
      hint={`${props.handling.unitName}会看到这些话；提交人不会看到这一稿。`}
      phrases={['请写明什么时候做、谁来做。', '请用群众听得懂的话，少用文件用语。', '请附上办理后的照片。']}
      most={1000}
      path="remark"
      write={write}
      send={(remark) => write.press({ ...seenBy(props), remark })}
    >
      {props.handling.draftReply ? <ReplyCard reply={props.handling.draftReply} /> : null}
    </WordsSheet>
  )
}

/** 催办 */
export function Urge(props: HandlingMoveProps) {
  const write = useWrite('handling.urge')
  return (
    <WordsSheet
      {...props}
      event="urge"
      title={`催办：${props.handling.unitName}`}
      verb="催办"
      label="想对单位说什么"
      optional
      phrases={['请尽快签收，并告诉群众谁来办。', '已经超过期限，请先把进展告诉群众。', '请在三天内提交答复。']}
      most={500}
      path="words"
      write={write}
      send={(words) => write.press({ ...seenBy(props), ...ifSaid('words', words) })}
    />
  )
}
