import { View } from '@tarojs/components'
import { useWrite } from '@/api/hooks'
import { Field } from '@/components/field'
import { Icon } from '@/components/icon'
import { Day } from '@/components/moment'
import { TextArea } from '@/components/text-area'
import { toast } from '@/components/toast'
import { useDraft } from '@/platform/draft'
import { MoveSheet } from './move-sheet'
import type { FormProps } from './unit-view'

/** Gives back a matter that is not the unit's; possible only for some days after the assignment. */
export function ReturnForm({ view, onClose, onRefresh }: FormProps) {
  const { handlingId, version, returnUntil } = view
  const draft = useDraft(`unit.return.${handlingId}`, { reason: '' })
  const write = useWrite('handling.return', { keepAs: `unit.returning.${handlingId}` })
  const send = async () => {
    const answer = await write.press({ handlingId, version, reason: draft.value.reason })
    if (answer?.ok !== true) return
    draft.clear()
    toast('已提出退回，等人大决定')
    onClose()
  }
  return (
    <MoveSheet
      title="退回"
      press="提出退回"
      shut={!view.open.includes('return')}
      busy={write.busy}
      refusal={write.refusal}
      onPress={() => void send()}
      onRefresh={() => {
        write.forget()
        onRefresh()
      }}
      onClose={onClose}
    >
      <View className="notice-line">
        <Icon name="calendar" size="small" />
        <View className="grow">
          <Day on={returnUntil} />
          前（含当天）可以退回，过了就不能退。由人大决定改派哪个单位，不要自己转给别的单位。
        </View>
      </View>
      <Field label="为什么不该由本单位办" error={write.problemAt('reason')}>
        <TextArea
          low
          label="为什么不该由本单位办"
          value={draft.value.reason}
          most={1000}
          placeholder="写明职责依据；知道该由哪个单位办的，也请写上。"
          wrong={write.problemAt('reason') !== undefined}
          onChange={(reason) => draft.change({ reason })}
        />
      </Field>
    </MoveSheet>
  )
}
