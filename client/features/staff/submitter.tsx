import { View } from '@tarojs/components'
import { useState } from 'react'
import { channels, endedOpinionStates } from '@shared/domain/opinion'
import { useWrite } from '@/api/hooks'
import { Button } from '@/components/button'
import { RefusalNote } from '@/components/error-pane'
import { Field } from '@/components/field'
import { Icon } from '@/components/icon'
import { Sheet } from '@/components/sheet'
import { TextInput } from '@/components/text-input'
import type { Output } from '@/api/call'
import { dial } from '@/platform/phone'
import { Phrases } from './phrases'
import type { CaseFile } from './staff-words'

type Contact = Output<'opinion.contact'>

/** Who brought the matter, as far as it may be known without a look, and how she can be reached. */
export function Submitter({ view }: { view: CaseFile }) {
  const [asking, setAsking] = useState(false)
  const via = view.takenDownBy ? `${view.takenDownBy}代记` : channels[view.channel]
  return (
    <View className="stack stack--tight">
      <View className="rule" />
      <View className="row row--between row--wrap">
        <View className="row">
          <Icon name="person" size="small" />
          <View>{`${view.submitter} · ${via}`}</View>
        </View>
        {view.hasContact ? (
          <Button inline icon="phone" text="查看联系方式" onTap={() => setAsking(true)} />
        ) : (
          <View className="small soft">没有留联系方式</View>
        )}
      </View>
      {view.anonymous ? <View className="small soft">提交人要求对代表和承办单位匿名，转述时请不要带出身份。</View> : null}
      {endedOpinionStates.includes(view.state) ? null : (
        <View className="row small soft">
          <Icon name="bell" size="small" />
          <View className="grow">
            {view.bellsLeft > 0
              ? `有了答复会在微信里提醒提交人，还能提醒 ${view.bellsLeft} 次`
              : '提交人没有同意微信提醒，答复会放进“我的—消息”'}
          </View>
        </View>
      )}
      {asking ? <ContactSheet opinionId={view.opinionId} onClose={() => setAsking(false)} /> : null}
    </View>
  )
}

const reasons = ['核实情况', '请提交人补充', '回访是否解决']

/** Asks why before it shows: the look, who and why, is written into the case. Forgotten when it closes. */
function ContactSheet({ opinionId, onClose }: { opinionId: string; onClose: () => void }) {
  const [why, setWhy] = useState('')
  const [contact, setContact] = useState<Contact | undefined>(undefined)
  const write = useWrite('opinion.contact')
  const look = async () => {
    const answer = await write.press({ opinionId, why })
    if (answer?.ok) setContact(answer.value)
  }
  return (
    <Sheet
      open
      title="查看联系方式"
      onClose={onClose}
      foot={
        contact ? (
          <Button text="看完了" onTap={onClose} />
        ) : (
          <>
            <RefusalNote refusal={write.refusal} />
            <Button kind="primary" text="查看" busy={write.busy} onTap={() => void look()} />
          </>
        )
      }
    >
      {contact ? (
        <ContactCard contact={contact} />
      ) : (
        <Field label="为什么要看" hint="谁、什么时候、为什么看，会记进办理经过。" error={write.problemAt('why')}>
          <Phrases phrases={reasons} onPick={setWhy} />
          <TextInput
            label="为什么要看"
            value={why}
            most={100}
            wrong={write.problemAt('why') !== undefined}
            placeholder="比如：核实路口的具体位置"
            onChange={setWhy}
            onEnter={() => void look()}
          />
        </Field>
      )}
    </Sheet>
  )
}

function ContactCard({ contact }: { contact: Contact }) {
  const { name, phone, onBehalfOf } = contact
  return (
    <View className="stack">
      <Reach title={onBehalfOf ? '填写人' : '提交人'} name={name} phone={phone} />
      {onBehalfOf ? (
        <Reach
          title={onBehalfOf.relation ? `替 TA 反映（${onBehalfOf.relation}）` : '替 TA 反映'}
          name={onBehalfOf.name}
          phone={onBehalfOf.phone}
        />
      ) : null}
    </View>
  )
}

function Reach({ title, name, phone }: { title: string; name: string | undefined; phone: string | undefined }) {
  return (
    <View className="card stack stack--tight">
      <View className="small soft">{title}</View>
      <View className="head">{name ?? '没有留姓名'}</View>
      {phone === undefined ? (
        <View className="soft">没有留电话</View>
      ) : (
        <View className="row row--between row--wrap">
          <View className="head">{phone}</View>
          <Button inline icon="phone" text="打电话" onTap={() => dial(phone)} />
        </View>
      )}
    </View>
  )
}
