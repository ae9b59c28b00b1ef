import { View } from '@tarojs/components'
import { useWrite } from '@/api/hooks'
import { Button } from '@/components/button'
import { RefusalNote } from '@/components/error-pane'
import { toast } from '@/components/toast'
import { ExtensionForm } from './extension-form'
import { ProgressForm } from './progress-form'
import { ReplyForm } from './reply-form'
import { ReturnForm } from './return-form'
import type { FormEvent, FormProps, UnitView } from './unit-view'

const forms: Readonly<Record<FormEvent, (props: FormProps) => JSX.Element>> = {
  progress: ProgressForm,
  askExtension: ExtensionForm,
  return: ReturnForm,
  reply: ReplyForm,
}

/** The form of one event, on a sheet. What is typed stays on the phone until it was sent. */
export function MoveForm({ event, ...props }: FormProps & { event: FormEvent }) {
  const Form = forms[event]
  return <Form {...props} />
}

interface MovesProps {
  view: UnitView
  onForm: (event: FormEvent) => void
}

/** The main press of a matter, within reach of a thumb: take it, or answer; noting progress beside. */
export function MainMoves({ view, onForm, onRefresh }: MovesProps & { onRefresh: () => void }) {
  const write = useWrite('handling.acknowledge')
  const { handlingId, version, open } = view
  const acknowledge = async () => {
    const answer = await write.press({ handlingId, version })
    if (answer?.ok === true) toast('已签收，群众会收到消息')
  }
  const again = () => {
    write.forget()
    onRefresh()
  }
  if (open.includes('acknowledge')) {
    return (
      <>
        <RefusalNote refusal={write.refusal} onRefresh={again} />
        <View className="two-buttons">
          {open.includes('return') ? <Button text="退回" onTap={() => onForm('return')} /> : null}
          <Button kind="primary" text="签收" busy={write.busy} onTap={() => void acknowledge()} />
        </View>
      </>
    )
  }
  return (
    <View className="two-buttons">
      {open.includes('progress') ? <Button text="记录进展" onTap={() => onForm('progress')} /> : null}
      {open.includes('reply') ? <Button kind="primary" text="提交答复" onTap={() => onForm('reply')} /> : null}
    </View>
  )
}

/** What is needed seldom, at the end of the case. */
export function OtherMoves({ view: { open }, onForm }: MovesProps) {
  const canExtend = open.includes('askExtension')
  const canReturn = open.includes('return') && !open.includes('acknowledge')
  if (!canExtend && !canReturn) return null
  return (
    <View className="row row--wrap">
      {canExtend ? (
        <Button inline icon="calendar" text="申请延期" onTap={() => onForm('askExtension')} />
      ) : null}
      {canReturn ? <Button inline text="退回" onTap={() => onForm('return')} /> : null}
    </View>
  )
}
