import { View } from '@tarojs/components'
import { useState } from 'react'
import { useWrite } from '@/api/hooks'
import type { Output } from '@/api/call'
import { Button } from '@/components/button'
import { RefusalNote } from '@/components/error-pane'
import { Field } from '@/components/field'
import { Icon } from '@/components/icon'
import { Moment } from '@/components/moment'
import { Sheet } from '@/components/sheet'
import { TextInput } from '@/components/text-input'
import { dial } from '@/platform/phone'
import type { UnitView } from './unit-view'

type Contact = Output<'handling.contact'>

/** Who said it, as far as the unit may know, and the look at her phone number, which is put on record. */
export function Submitter({ view }: { view: UnitView }) {
  const [contact, setContact] = useState<Contact | undefined>(undefined)
  const [asking, setAsking] = useState(false)
  return (
    <View className="stack stack--tight">
      <View className="row">
        <Icon name="person" size="small" />
        <View className="grow">
          {view.submitter} · <Moment at={view.submittedAt} />
        </View>
      </View>
      {view.submitters > 1 ? (
        <View className="small soft">{`另有 ${view.submitters - 1} 位群众反映同一件事，答复会发给每一位。`}</View>
      ) : null}
      {contact === undefined ? null : <Found contact={contact} />}
      {view.contactAllowed ? (
        contact === undefined ? (
          <Button inline icon="phone" text="查看联系方式" onTap={() => setAsking(true)} />
        ) : null
      ) : (
        <View className="small soft">
          {view.submitter === '匿名群众' ? '提交人选择了匿名。需要联系，请通过人大转达。' : '提交人没有留联系方式。'}
        </View>
      )}
      {asking ? (
        <Look
          handlingId={view.handlingId}
          onClose={() => setAsking(false)}
          onFound={(found) => {
            setContact(found)
            setAsking(false)
          }}
        />
      ) : null}
    </View>
  )
}

function Found({ contact: { name, phone } }: { contact: Contact }) {
  if (phone === undefined) return <View className="small soft">{name ?? '提交人'}没有留电话。</View>
  return (
    <View className="row row--wrap">
      <View className="strong">
        {name} {phone}
      </View>
      <Button inline icon="phone" text="拨打" label={`拨打${phone}`} onTap={() => dial(phone)} />
    </View>
  )
}

interface LookProps {
  handlingId: string
  onClose: () => void
  onFound: (contact: Contact) => void
}

function Look({ handlingId, onClose, onFound }: LookProps) {
  const write = useWrite('handling.contact')
  const [why, setWhy] = useState('')
  const look = async () => {
    const answer = await write.press({ handlingId, why })
    if (answer?.ok === true) onFound(answer.value)
  }
  return (
    <Sheet
      open
      title="查看联系方式"
      onClose={onClose}
      foot={
        <>
          <RefusalNote refusal={write.problemAt('why') === undefined ? write.refusal : undefined} />
          <Button kind="primary" text="查看" busy={write.busy} onTap={() => void look()} />
        </>
      }
    >
      <View className="stack">
        <View className="notice-line">
          <Icon name="alert" size="small" />
          <View className="grow">只用来办这件事。谁在什么时候、为什么看过，都会记下来。</View>
        </View>
        <Field label="为什么要看" error={write.problemAt('why')}>
          <TextInput
            label="为什么要看"
            value={why}
            placeholder="比如：到现场前约时间"
            most={100}
            wrong={write.problemAt('why') !== undefined}
            onChange={setWhy}
            onEnter={() => void look()}
          />
        </Field>
      </View>
    </Sheet>
  )
}
