import { View } from '@tarojs/components'
import { useState } from 'react'
import { readSlipCode, readTrackingNumber, type ReadNumber } from '@shared/domain/tracking'
import type { Rating } from '@shared/domain/opinion'
import type { Input } from '@/api/call'
import { useCall, useWrite } from '@/api/hooks'
import { Button } from '@/components/button'
import { Choice } from '@/components/choice'
import { ErrorPane } from '@/components/error-pane'
import { Field } from '@/components/field'
import { LinkRow } from '@/components/link-row'
import { Screen } from '@/components/screen'
import { Section } from '@/components/section'
import { Skeleton } from '@/components/skeleton'
import { TextInput, type TextInputProps } from '@/components/text-input'
import { toast } from '@/components/toast'
import { go, useParams } from '@/platform/navigate'
import { RateForm } from './case-moves'
import { CaseSheet } from './case-sheet'

type Proof = Input<'opinion.track'>['proof']
type Way = Proof['by']

const ways = [
  { key: 'phone', text: '用编号查', hint: '编号，加您留的手机号后四位' },
  { key: 'slip', text: '用回执查', hint: '代表给您的纸条，上面有 16 位数字' },
] as const

/** Follows an opinion without being signed in: number and last four digits of the phone, or the slip's code. */
export function Follow() {
  const [proof, setProof] = useState<Proof | undefined>(undefined)
  return (
    <Screen title="办得怎么样了">
      {proof === undefined ? (
        <View className="stack stack--loose">
          <AskProof onProof={setProof} />
          <LinkRow icon="person" title="用微信提交的" text="不用编号，在“我的”里直接看" onTap={() => go('me')} />
        </View>
      ) : (
        <Tracked proof={proof} onAgain={() => setProof(undefined)} />
      )}
    </Screen>
  )
}

function AskProof({ onProof }: { onProof: (proof: Proof) => void }) {
  const params = useParams()
  const [way, setWay] = useState<Way>(params.slip === undefined ? 'phone' : 'slip')
  const [number, setNumber] = useState(params.n ?? '')
  const [lastFour, setLastFour] = useState('')
  const [slip, setSlip] = useState(params.slip ?? '')
  const [problem, setProblem] = useState<{ at: 'number' | 'lastFour' | 'slip'; text: string } | undefined>(undefined)
  const errorAt = (at: 'number' | 'lastFour' | 'slip') => (problem?.at === at ? problem.text : undefined)

  const look = () => {
    const read = way === 'phone' ? readTrackingNumber(number) : readSlipCode(slip)
    if (!read.ok) return setProblem({ at: way === 'phone' ? 'number' : 'slip', text: saysWrong(read, way) })
    if (way === 'slip') return onProof({ by: 'slip', slipCode: read.number })
    if (!/^\d{4}$/.test(lastFour.trim())) return setProblem({ at: 'lastFour', text: '请填手机号的后四位数字' })
    return onProof({ by: 'phone', trackingNumber: read.number, lastFour: lastFour.trim() })
  }

  return (
    <Section title="怎么查">
      <Choice label="怎么查" options={ways} value={way} onChange={setWay} />
      {way === 'phone' ? (
        <>
          <Digits
            id="follow-number"
            label="编号"
            placeholder="12 位数字"
            value={number}
            error={errorAt('number')}
            onChange={setNumber}
          />
          <Digits
            id="follow-last-four"
            label="手机号后四位"
            placeholder="提交时留的手机号"
            most={4}
            value={lastFour}
            error={errorAt('lastFour')}
            onChange={setLastFour}
            onEnter={look}
          />
        </>
      ) : (
        <Digits
          id="follow-slip"
          label="回执上的数字"
          placeholder="16 位数字"
          value={slip}
          error={errorAt('slip')}
          onChange={setSlip}
          onEnter={look}
        />
      )}
      <Button kind="primary" text="查询" onTap={look} />
    </Section>
  )
}

type DigitsProps = Pick<TextInputProps, 'id' | 'label' | 'placeholder' | 'value' | 'most' | 'onChange' | 'onEnter'> & {
  error: string | undefined
}

function Digits({ error, most = 40, ...input }: DigitsProps) {
  return (
    <Field label={input.label} error={error}>
      <TextInput kind="digits" most={most} wrong={error !== undefined} {...input} />
    </Field>
  )
}

function saysWrong(read: Extract<ReadNumber, { ok: false }>, way: Way): string {
  const digits = way === 'phone' ? 12 : 16
  if (read.problem === 'length') return `应该是 ${digits} 位数字，请数一数`
  return read.problem === 'check' ? '有一位数字不对，请照着再看一遍' : '只填数字就行'
}

/** The tracked case; the proof goes along with every question and with the rating. */
function Tracked({ proof, onAgain }: { proof: Proof; onAgain: () => void }) {
  const asked = useCall('opinion.track', { proof }, { seat: null })
  const write = useWrite('opinion.rateTracked', { seat: null })
  const rate = async (round: number, rating: Rating, words: string) => {
    const answer = await write.press({ proof, round, rating, ...(words === '' ? {} : { words }) })
    if (answer?.ok) toast('谢谢您的评价')
  }
  if (asked.value === undefined && asked.refusal === undefined) return <Skeleton cards={2} />
  return (
    <View className="stack">
      {asked.value ? (
        <CaseSheet
          view={asked.value}
          rate={
            <RateForm
              busy={write.busy}
              refusal={write.refusal}
              onRate={(rating, words) => void rate(asked.value?.round ?? 1, rating, words)}
            />
          }
        />
      ) : (
        <ErrorPane refusal={asked.refusal ?? { text: '' }} onRetry={() => void asked.refresh()} />
      )}
      <Button text="查另一件" onTap={onAgain} />
    </View>
  )
}
