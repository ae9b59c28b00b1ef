import { Image, View } from '@tarojs/components'
import { useEffect, useState } from 'react'
import type { Output } from '@/api/call'
import { call } from '@/api/call'
import { useAskAgain, useWrite } from '@/api/hooks'
import { useMe } from '@/api/me'
import { Button } from '@/components/button'
import { Empty } from '@/components/empty'
import { ErrorPane } from '@/components/error-pane'
import { said } from '@/components/said'
import { Screen } from '@/components/screen'
import { Section } from '@/components/section'
import { Skeleton } from '@/components/skeleton'
import { toast } from '@/components/toast'
import { startFrom } from '@/platform/navigate'
import { signInPicture } from '@/platform/qr'
import { randomId } from '@/platform/random'
import './account.scss'

type Ticket = Output<'people.signInStart'>
const askEvery = 2000

/** A web page asks to be let in: it shows a code and a word, and waits for the phone. */
export function SignIn() {
  const me = useMe()
  return (
    <Screen title="用微信登录">
      {me.value?.signedIn === true ? (
        <Empty icon="tick" title="您已经登录了" action={{ text: '看我的意见', onTap: () => startFrom('me') }} />
      ) : (
        <AskToSignIn />
      )}
    </Screen>
  )
}

function AskToSignIn() {
  const start = useWrite('people.signInStart', { seat: null })
  const [ticket, setTicket] = useState<Ticket | undefined>(undefined)
  const begin = async () => {
    setTicket(undefined)
    const answer = await start.press({})
    if (answer?.ok) setTicket(answer.value)
  }
  useEffect(() => {
    void begin()
    // Once, when the screen opens; afterwards by the button.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [])
  const state = useWaiting(ticket)

  if (start.refusal) return <ErrorPane refusal={start.refusal} onRetry={() => void begin()} />
  if (ticket === undefined) return <Skeleton />
  if (state === 'gone') {
    return (
      <Empty
        icon="clock"
        title="登录码已经失效"
        text="超过了时间，或者选错了词。"
        action={{ text: '换一个登录码', onTap: () => void begin() }}
      />
    )
  }
  return <TicketSheet ticket={ticket} onAgain={() => void begin()} />
}

function TicketSheet({ ticket, onAgain }: { ticket: Ticket; onAgain: () => void }) {
  const [picture, setPicture] = useState<string | undefined>(undefined)
  useEffect(() => {
    let wanted = true
    void signInPicture(ticket.code).then((drawn) => wanted && setPicture(drawn))
    return () => {
      wanted = false
    }
  }, [ticket.code])
  return (
    <Section title="用手机确认">
      <View className="soft">在微信里打开直通车，点“我的—登录和我的资料—登录网页”，扫这个码，或者输入下面的数字。</View>
      <View className="sign-in">
        {picture ? <Image className="sign-in__code" src={picture} {...said({ label: '登录二维码' })} /> : null}
        <View id="sign-in-code" className="sign-in__digits">
          {ticket.code.replace(/(\d{4})(?=\d)/, '$1 ')}
        </View>
        <View className="soft">手机上请选这个词</View>
        <View id="sign-in-word" className="sign-in__word">
          {ticket.word}
        </View>
      </View>
      <Button kind="quiet" text="换一个登录码" onTap={onAgain} />
    </Section>
  )
}

/** Asks every two seconds whether the phone has agreed, until it has or the code is gone. */
function useWaiting(ticket: Ticket | undefined): 'waiting' | 'gone' {
  const askAgain = useAskAgain()
  const [gone, setGone] = useState<string | undefined>(undefined)
  const pollToken = ticket?.pollToken
  useEffect(() => {
    if (pollToken === undefined) return undefined
    const look = async () => {
      const answer = await call('people.signInPoll', { pollToken }, { requestId: await randomId() })
      // A missed answer is no reason to stop: the next one comes in two seconds.
      if (!answer.ok || answer.value.state === 'waiting') return
      clearInterval(timer)
      if (answer.value.state === 'gone') return setGone(pollToken)
      askAgain()
      toast('登录好了')
      startFrom('me')
    }
    const timer = setInterval(() => void look(), askEvery)
    return () => clearInterval(timer)
  }, [pollToken, askAgain])
  return pollToken !== undefined && gone === pollToken ? 'gone' : 'waiting'
}
