import { View } from '@tarojs/components'
import { useState } from 'react'
import { call } from '@/api/call'
import { useCall, useWrite } from '@/api/hooks'
import { Button } from '@/components/button'
import { RefusalNote } from '@/components/error-pane'
import { Field } from '@/components/field'
import { LinkRow } from '@/components/link-row'
import { Loaded } from '@/components/loaded'
import { Moment } from '@/components/moment'
import { Screen } from '@/components/screen'
import { Section } from '@/components/section'
import { Sheet } from '@/components/sheet'
import { TextInput } from '@/components/text-input'
import { toast } from '@/components/toast'
import { go, startFrom } from '@/platform/navigate'
import { handOver } from '@/platform/save-file'
import { asText } from './export-text'

/** Where I am signed in, a copy of what is kept about me, and leaving. */
export function Mine() {
  const sessions = useCall('people.sessions', {}, { seat: null })
  return (
    <Screen title="登录和我的资料" onRefresh={sessions.refresh}>
      <View className="stack">
        <LinkRow icon="scan" title="登录网页" text="在电脑上看意见、办事" onTap={() => go('approve')} />
        <Section title="登录着的网页">
          <Loaded of={sessions}>
            {({ items }) =>
              items.length === 0 ? (
                <View className="soft">没有登录着的网页。</View>
              ) : (
                <>
                  {items.map((session) => (
                    <SessionRow key={session.sessionId} session={session} />
                  ))}
                </>
              )
            }
          </Loaded>
        </Section>
        <ExportMine />
        <EraseMe />
      </View>
    </Screen>
  )
}

interface SessionRowProps {
  session: { sessionId: string; about: string; since: string; current: boolean }
}

function SessionRow({ session }: SessionRowProps) {
  const end = useWrite('people.endSession', { seat: null })
  const leave = async () => {
    const answer = await end.press({ sessionId: session.sessionId })
    if (answer?.ok && session.current) startFrom('home')
  }
  return (
    <View className="stack stack--tight">
      <View className="row">
        <View className="grow">
          <View className="strong">{session.current ? `${session.about}（现在这个）` : session.about}</View>
          <View className="small soft">
            <Moment at={session.since} /> 登录
          </View>
        </View>
        <Button inline text="退出" label={`退出${session.about}`} busy={end.busy} onTap={() => void leave()} />
      </View>
      <RefusalNote refusal={end.refusal} />
    </View>
  )
}

function ExportMine() {
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<{ text: string } | undefined>(undefined)
  const take = async () => {
    setBusy(true)
    const answer = await call('people.exportMine', {})
    setBusy(false)
    setProblem(answer.ok ? undefined : answer.refusal)
    if (!answer.ok) return
    const done = await handOver('我的直通车资料.txt', asText(answer.value))
    if (done === undefined) toast('没有导出成功，请再试一次')
    else toast(done === 'saved' ? '已保存成文件' : '已复制，可以粘贴到别处保存')
  }
  return (
    <Section title="导出我的资料">
      <View className="soft">您留下的意见、联系方式、评价和收到的消息，都在里面。</View>
      <RefusalNote refusal={problem} />
      <Button text="导出" busy={busy} onTap={() => void take()} />
    </Section>
  )
}

const word = '注销'

function EraseMe() {
  const [open, setOpen] = useState(false)
  const [typed, setTyped] = useState('')
  const erase = useWrite('people.eraseMe', { seat: null })
  const leave = async () => {
    const answer = await erase.press({ confirm: word })
    if (answer?.ok !== true) return
    setOpen(false)
    toast('已经注销，您的个人资料已删除')
    startFrom('home')
  }
  return (
    <Section title="注销">
      <View className="soft">
        删除您的姓名、电话和登录信息。已经提交的意见会继续办理，但不再知道是谁提的，也不能再答复您。
      </View>
      <Button kind="danger" text="注销" onTap={() => setOpen(true)} />
      <Sheet
        open={open}
        title="注销，删除我的资料"
        onClose={() => setOpen(false)}
        foot={
          <>
            <RefusalNote refusal={erase.refusal} />
            <Button
              kind="danger"
              text="删除我的资料"
              disabled={typed.trim() !== word}
              busy={erase.busy}
              onTap={() => void leave()}
            />
            <Button kind="quiet" text="先不" onTap={() => setOpen(false)} />
          </>
        }
      >
        <Field label={`请输入“${word}”两个字`} hint="删除以后找不回来。正在办的意见不能再答复您。">
          <TextInput label={`请输入“${word}”两个字`} value={typed} most={4} onChange={setTyped} />
        </Field>
      </Sheet>
    </Section>
  )
}
