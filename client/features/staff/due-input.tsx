import { View } from '@tarojs/components'
import { addDays, chinaDateOf, isChinaDate } from '@shared/domain/china-time'
import { weights, type Weight } from '@shared/domain/profile'
import { sayDay } from '@shared/domain/say-date'
import type { Output } from '@/api/call'
import { useCall } from '@/api/hooks'
import { useNow } from '@/api/me'
import { Choice } from '@/components/choice'
import { DayInput } from '@/components/day-input'
import { Field } from '@/components/field'
import { Loaded } from '@/components/loaded'
import { StateMark } from '@/components/state-mark'
import { Tap } from '@/components/tap'

export interface DueInputProps {
  weight: Weight
  /** A date of one's own; empty while the rule of the weight says. */
  dueOn: string
  problem: string | undefined
  onChange: (some: { weight?: Weight; dueOn?: string }) => void
}

/** How heavy it is and by when: each weight with its date, the chosen one's reckoning in words, or a date of one's own. */
export function DueInput({ weight, dueOn, problem, onChange }: DueInputProps) {
  const due = useCall('opinion.dueChoices', {})
  const today = chinaDateOf(useNow())
  return (
    <Loaded of={due}>
      {({ choices, latest }) => (
        <>
          <Field label="轻重">
            <Choice
              label="轻重"
              options={choices.map((one) => ({
                key: one.weight,
                text: weights[one.weight],
                hint: `${isChinaDate(one.dueOn) ? sayDay(one.dueOn, today) : one.dueOn}前答复${one.provisional ? '（暂定）' : ''}`,
              }))}
              value={weight}
              onChange={(chosen) => onChange({ weight: chosen, dueOn: '' })}
            />
          </Field>
          <Field label="期限" error={problem}>
            {dueOn === '' ? (
              <Reckoned choice={choices.find((one) => one.weight === weight)} />
            ) : (
              <DayInput
                label="期限"
                value={dueOn}
                from={addDays(today, 1)}
                to={latest}
                wrong={problem !== undefined}
                onChange={(day) => onChange({ dueOn: day })}
              />
            )}
            <Tap
              className="text-link"
              onTap={() =>
                onChange({ dueOn: dueOn === '' ? (choices.find((one) => one.weight === weight)?.dueOn ?? '') : '' })
              }
            >
              {dueOn === '' ? '另定日期' : '还是按规定的日期'}
            </Tap>
          </Field>
        </>
      )}
    </Loaded>
  )
}

function Reckoned({ choice }: { choice: Output<'opinion.dueChoices'>['choices'][number] | undefined }) {
  if (choice === undefined) return null
  return (
    <View className="stack stack--tight">
      <View className="small soft">{choice.explained}</View>
      {choice.provisional ? (
        <View className="row">
          <StateMark word="暂定" tone="care" />
        </View>
      ) : null}
    </View>
  )
}
