import { View } from '@tarojs/components'
import { useState } from 'react'
import { Button } from '@/components/button'
import { Field } from '@/components/field'
import { Section } from '@/components/section'
import { TextArea } from '@/components/text-area'
import { toast } from '@/components/toast'
import { canScan } from '@/platform/scan'
import { scanText } from '@/platform/scan-text'
import { readOpened, type OpenedAnswer } from './read-opened'

/** An election of forty projects with long names. */
const MOST_ELECTION = 40000
const MOST_OPENING = 4000

/** Checks, on this second device, a ballot that another phone sealed and then opened instead of casting it. */
export function OpenedBallot() {
  const [election, setElection] = useState('')
  const [opening, setOpening] = useState('')
  const [answer, setAnswer] = useState<OpenedAnswer | undefined>(undefined)
  const [busy, setBusy] = useState(false)

  const scan = async () => {
    const seen = await scanText()
    if (seen === undefined) toast('没有扫到，请对准另一部手机上的二维码')
    else setOpening(seen)
  }
  const check = () => {
    setBusy(true)
    setAnswer(undefined)
    // The reckoning takes up to a second and holds the screen: let the busy button be drawn first.
    setTimeout(() => {
      setAnswer(readOpened(election, opening))
      setBusy(false)
    }, 50)
  }
  const ready = election.trim() !== '' && opening.trim() !== ''
  return (
    <Section title="检查另一部手机封好的票">
      <View className="soft">
        想知道手机有没有如实加密，可以让它“打开检查”一张封好的票，再用这部手机核对。打开过的票不能再投，请重新填一张。
      </View>
      <Field label="票决说明" hint="从本次票决的公告页复制，再粘贴到这里">
        <TextArea low label="票决说明" most={MOST_ELECTION} value={election} onChange={setElection} />
      </Field>
      <Field label="打开的票" hint="另一部手机上显示的内容">
        <TextArea low label="打开的票" most={MOST_OPENING} value={opening} onChange={setOpening} />
      </Field>
      {canScan ? <Button icon="scan" text="扫另一部手机的二维码" onTap={() => void scan()} /> : null}
      <Button kind="primary" text="核对" busy={busy} disabled={!ready} onTap={check} />
      {answer === undefined ? null : <Answer answer={answer} />}
    </Section>
  )
}

function Answer({ answer }: { answer: OpenedAnswer }) {
  if (!answer.honest) return <Field label="核对结果" error={answer.words} />
  return (
    <Field label="核对结果" hint="这张票里加密的就是下面的内容">
      <View className="stack">
        {answer.votes.map(({ question, marked }, i) => (
          <View key={i} className="row row--between">
            <View className="grow">{question}</View>
            <View>{marked.length === 0 ? '没有选' : marked.join('、')}</View>
          </View>
        ))}
        <View className="small soft">封票码：{answer.seal}</View>
        <View className="small soft">请看封票码是否与那部手机打开之前显示的相同。内容或封票码不同，就不要用那部手机投票。</View>
      </View>
    </Field>
  )
}
