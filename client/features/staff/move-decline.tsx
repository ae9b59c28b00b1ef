import { declineReasons, type DeclineReason } from '@shared/domain/opinion'
import { useWrite } from '@/api/hooks'
import { Choice } from '@/components/choice'
import { Field } from '@/components/field'
import { TextArea } from '@/components/text-area'
import { useDraft } from '@/platform/draft'
import { Columns } from './columns'
import { MoveSheet, type MoveProps } from './move-sheet'

// Sentences to begin with; staff change them to the case. What is not taken on here still has somewhere to go: say where.
const beginnings: Readonly<Record<DeclineReason, string>> = {
  ownCase:
    '您好，您反映的是个人（或者亲属）的具体案件，代表家站不能代为处理。请带上材料，到办理这件事的部门的接待窗口反映；需要帮助的，可以打12345。',
  inCourt:
    '您好，您反映的事情已经进入诉讼或者仲裁程序，人大不能代替法院、仲裁机构作决定。请向正在审理的法院或者仲裁机构提出；对结果有不同意见的，可以按程序上诉或者申请再审。',
  againstPerson: '您好，您反映的是对具体人员的检举控告，应当由纪检监察机关受理。请打12388反映，那里会为您保密。',
  forwarded: '您好，您转来的是他人的来信。请写信的人自己扫码或者到家站反映，这样有了结果可以直接答复本人。',
  promotion: '您好，您写的内容是产品或者服务的推介，不属于代表家站受理的范围。',
  noContent: '您好，您写的内容里没有具体的事情，我们没法交给单位去办。请写明是什么事、在哪里、什么时候，再发给我们一次。',
  outsidePowers: '您好，您反映的事情不属于本级的职权范围，我们不能直接处理。建议您向有权处理的部门反映：',
  secretOrUnlawful: '您好，您写的内容里有不能在这里办理的信息，不予受理，内容也不会转给其他单位。需要反映问题的，请到家站当面说。',
}

// The record's own keys.
const reasons = (Object.keys(declineReasons) as DeclineReason[]).map((key) => ({ key, text: declineReasons[key] }))

interface DeclineDraft {
  reason?: DeclineReason
  words: string
}

const blank: DeclineDraft = { words: '' }

/** 不予受理 */
export function Decline({ view, onClose, onRefresh, onDone }: MoveProps) {
  const draft = useDraft(`desk.decline.${view.opinionId}`, blank)
  const write = useWrite('opinion.decline')
  const { reason, words } = draft.value
  const untouched = words.trim() === '' || (reason !== undefined && words === beginnings[reason])
  const choose = (chosen: DeclineReason) =>
    draft.change({ reason: chosen, ...(untouched ? { words: beginnings[chosen] } : {}) })
  const decline = async () => {
    if (reason === undefined) return
    const { opinionId, version } = view
    const answer = await write.press({ opinionId, version, reason, words })
    if (answer?.ok !== true) return
    draft.clear()
    onDone(answer.value.sentence)
  }
  return (
    <MoveSheet
      danger
      wide
      event="decline"
      view={view}
      title="不予受理"
      verb="不予受理"
      write={write}
      waiting={reason === undefined}
      onClose={onClose}
      onRefresh={onRefresh}
      onSend={() => void decline()}
    >
      <Columns
        first={
          <Field label="原因" error={write.problemAt('reason')}>
            <Choice label="原因" options={reasons} value={reason} onChange={choose} />
          </Field>
        }
        second={
          <Field
            label="对提交人说的话"
            hint="原样发给提交人。请说清楚为什么、可以找谁。"
            error={write.problemAt('words')}
          >
            <TextArea
              label="对提交人说的话"
              placeholder="先选原因，会写好一个开头"
              value={words}
              most={1000}
              wrong={write.problemAt('words') !== undefined}
              onChange={(text) => draft.change({ words: text })}
            />
          </Field>
        }
      />
    </MoveSheet>
  )
}
