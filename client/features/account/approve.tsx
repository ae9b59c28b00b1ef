import { View } from '@tarojs/components'
import { useState } from 'react'
import { useCall, useWrite } from '@/api/hooks'
import { Button } from '@/components/button'
import { Choice } from '@/components/choice'
import { Empty } from '@/components/empty'
import { RefusalNote } from '@/components/error-pane'
import { Field } from '@/components/field'
import { Loaded } from '@/components/loaded'
import { Moment } from '@/components/moment'
import { Screen } from '@/components/screen'
import { Section } from '@/components/section'
import { TextInput } from '@/components/text-input'
import { toast } from '@/components/toast'
import { goBack, useParams } from '@/platform/navigate'
import { canScan, scanSignIn } from '@/platform/scan'

/** The phone lets a web page in: its code, then the word that stands on it. */
export function Approve() {
  const params = useParams()
  const [code, setCode] = useState(params.code)
  return (
    <Screen title="登录网页">
      {code === undefined ? (
        <AskCode onCode={setCode} />
      ) : (
        <Agree key={code} code={code} onOther={() => setCode(undefined)} />
      )}
    </Screen>
  )
}

function AskCode({ onCode }: { onCode: (code: string) => void }) {
  const [typed, setTyped] = useState('')
  const [error, setError] = useState<string | undefined>(undefined)
  const digits = typed.replace(/\D/g, '')
  const next = () => (digits.length === 8 ? onCode(digits) : setError('应该是 8 位数字，请数一数'))
  const scan = async () => {
    const seen = await scanSignIn()
    if (seen === undefined) toast('没有扫到登录码，请对准网页上的二维码')
    else onCode(seen)
  }
  return (
    <Section title="网页上的登录码">
      {canScan ? <Button kind="primary" icon="scan" text="扫网页上的二维码" onTap={() => void scan()} /> : null}
      <Field label="登录码" hint="网页上显示的 8 位数字" error={error}>
        <TextInput
          kind="digits"
          label="登录码"
          value={typed}
          most={12}
          wrong={error !== undefined}
          onChange={setTyped}
          onEnter={next}
        />
      </Field>
      <Button kind={canScan ? 'secondary' : 'primary'} text="下一步" onTap={next} />
    </Section>
  )
}

function Agree({ code, onOther }: { code: string; onOther: () => void }) {
  const asking = useCall('people.signInLook', { code }, { seat: null })
  const confirm = useWrite('people.signInConfirm', { seat: null })
  const [word, setWord] = useState<string | undefined>(undefined)
  const [done, setDone] = useState<'in' | 'refused' | undefined>(undefined)
  const agree = async () => {
    if (word === undefined) return toast('请先选网页上显示的词')
    const answer = await confirm.press({ code, word })
    if (answer?.ok) setDone(answer.value.confirmed ? 'in' : 'refused')
  }

  if (done === 'in') {
    return (
      <Empty
        icon="tick"
        title="网页已经登录"
        text="用完记得退出。在“登录和我的资料”里可以看到，也可以随时退出。"
        action={{ text: '好', onTap: goBack }}
      />
    )
  }
  if (done === 'refused') {
    return (
      <Empty
        icon="alert"
        title="词选得不对，这次登录已经作废"
        text="如果不是您本人在登录，不用管它。是您本人，请在网页上换一个登录码再来。"
        action={{ text: '重新输入登录码', onTap: onOther }}
      />
    )
  }
  return (
    <Loaded of={asking}>
      {(page) => (
        <Section title="是您本人在登录吗">
          <View>
            {page.about} · <Moment at={page.startedAt} />
          </View>
          <View className="soft">请选网页上显示的词。不是您本人在登录，就不要选，直接返回。</View>
          <Choice
            label="网页上的词"
            options={page.choices.map((choice) => ({ key: choice, text: choice }))}
            value={word}
            onChange={setWord}
          />
          <RefusalNote refusal={confirm.refusal} />
          <Button kind="primary" text="是我，让它登录" busy={confirm.busy} onTap={() => void agree()} />
          <Button kind="quiet" text="不是我" onTap={goBack} />
        </Section>
      )}
    </Loaded>
  )
}
