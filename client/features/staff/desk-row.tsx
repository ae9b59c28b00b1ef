import { View } from '@tarojs/components'
import { useNow } from '@/api/me'
import { categoryName } from '@/components/category-input'
import { CaseRow } from '@/components/case-row'
import { Icon } from '@/components/icon'
import { Moment } from '@/components/moment'
import { said } from '@/components/said'
import { StateMark } from '@/components/state-mark'
import { checkMark, dueMark, stateMark, type DeskLine } from './staff-words'

/** The id of a line's element, for the keyboard. */
export const rowId = (opinionId: string) => `desk-row-${opinionId}`

/** A line of the desk: what it is about, from where and when, how near its date, with whom, what hangs on it. */
export function DeskRow({ line, chosen, onTap }: { line: DeskLine; chosen: boolean; onTap: () => void }) {
  const now = useNow()
  const state = stateMark(line.state, line.handlingState)
  const due = dueMark(line, now)
  // In hand the date says more than the state; where no date is owed the state is the mark.
  const working = due !== undefined && line.state === 'handling'
  const about = [working ? state.word : undefined, line.unitName].filter((word) => word !== undefined).join(' · ')
  return (
    <CaseRow
      id={rowId(line.opinionId)}
      headline={line.headline}
      sentence={
        <>
          {line.stationName}
          {line.category ? ` · ${categoryName(line.category)}` : ''} · <Moment at={line.submittedAt} />
        </>
      }
      mark={due ?? state}
      about={
        <View className="desk-row__about">
          {about === '' ? null : <View>{about}</View>}
          <Extras line={line} />
        </View>
      }
      chosen={chosen}
      onTap={onTap}
    />
  )
}

function Extras({ line }: { line: DeskLine }) {
  const check = checkMark(line.check)
  return (
    <>
      {line.mergedCount > 0 ? (
        <View className="desk-row__extra" {...said({ label: `合并了 ${line.mergedCount} 件` })}>
          <Icon name="copy" size="small" />
          {line.mergedCount}
        </View>
      ) : null}
      {line.mediaCount > 0 ? (
        <View className="desk-row__extra" {...said({ label: `照片和录音共 ${line.mediaCount} 个` })}>
          <Icon name="camera" size="small" />
          {line.mediaCount}
        </View>
      ) : null}
      {check ? <StateMark word={check.word} tone={check.tone} /> : null}
    </>
  )
}
