import { addDays, chinaDateOf, isChinaDate } from '@shared/domain/china-time'
import { sayDay } from '@shared/domain/say-date'
import { useWrite } from '@/api/hooks'
import { useNow } from '@/api/me'
import { DayInput } from '@/components/day-input'
import { Field } from '@/components/field'
import { TextArea } from '@/components/text-area'
import { toast } from '@/components/toast'
import { useDraft } from '@/platform/draft'
import { MoveSheet } from './move-sheet'
import type { FormProps } from './unit-view'

/** Asks staff for a later date, with the reason. */
export function ExtensionForm({ view, onClose, onRefresh }: FormProps) {
  const { handlingId, version, dueOn, extensionLatest } = view
  const today = chinaDateOf(useNow())
  const draft = useDraft(`unit.extension.${handlingId}`, { until: '', reason: '' })
  const write = useWrite('handling.askExtension', { keepAs: `unit.extending.${handlingId}` })
  const say = (day: string) => (isChinaDate(day) ? sayDay(day, today) : day)
  const after = isChinaDate(dueOn) && dueOn > today ? dueOn : today
  const send = async () => {
    const answer = await write.press({ handlingId, version, ...draft.value })
    if (answer?.ok !== true) return
    draft.clear()
    toast('申请已提交，等人大答复')
    onClose()
  }
  return (
    <MoveSheet
      title="申请延期"
      press="提交申请"
      shut={!view.open.includes('askExtension')}
      busy={write.busy}
      refusal={write.refusal}
      onPress={() => void send()}
      onRefresh={() => {
        write.forget()
        onRefresh()
      }}
      onClose={onClose}
    >
      <Field
        label="延到哪一天"
        hint={`现在的期限是${say(dueOn)}，最晚可以延到${say(extensionLatest)}。`}
        error={write.problemAt('until')}
      >
        <DayInput
          label="延到哪一天"
          value={draft.value.until}
          from={addDays(after, 1)}
          to={extensionLatest}
          wrong={write.problemAt('until') !== undefined}
          onChange={(until) => draft.change({ until })}
        />
      </Field>
      <Field label="为什么要延" hint="人大批准以后，新的日期会告诉群众。" error={write.problemAt('reason')}>
        <TextArea
          low
          label="为什么要延"
          value={draft.value.reason}
          most={1000}
          placeholder="难在哪里、已经做了什么、延期以后怎么办。"
          wrong={write.problemAt('reason') !== undefined}
          onChange={(reason) => draft.change({ reason })}
        />
      </Field>
    </MoveSheet>
  )
}
