import { View } from '@tarojs/components'
import { Fragment, type ReactNode } from 'react'
import { chinaDateOf, daysBetween } from '@shared/domain/china-time'
import { sayDay, sayInstant } from '@shared/domain/say-date'
import { useNow } from '@/api/me'
import { categoryName } from '@/components/category-input'
import { CaseRow } from '@/components/case-row'
import { Icon } from '@/components/icon'
import { said } from '@/components/said'
import { StateMark } from '@/components/state-mark'
import { checkMark, dueMark, stateMark, type DeskLine } from './staff-words'

/** The id of a line's element, for the keyboard. */
export const rowId = (opinionId: string) => `desk-row-${opinionId}`

/** A line of the desk: what it is about, from where and when, how near its date, with whom, what hangs on it. */
export function DeskRow({ line, chosen, onTap }: { line: DeskLine; chosen: boolean; onTap: () => void }) {
  const now = useNow()
  const state = stateMark(line.state, line.handlingState)
  const due = dueMark(line)
  // In hand the date says more than the state; where no date is owed the state is the mark.
  const working = due !== undefined && line.state === 'handling'
  return (
    <CaseRow
      id={rowId(line.opinionId)}
      headline={line.headline}
      sentence={
        <Pieces
          pieces={[
            line.stationName,
            line.category === undefined ? undefined : categoryName(line.category),
            sayReceived(new Date(line.submittedAt), now),
          ]}
        />
      }
      mark={due ?? state}
      about={
        <View className="desk-row__about">
          {working || line.unitName !== undefined ? (
            <View>
              <Pieces pieces={[working ? state.word : undefined, line.unitName]} />
            </View>
          ) : null}
          <Extras line={line} />
        </View>
      }
      chosen={chosen}
      onTap={onTap}
    />
  )
}

/** '今天 14:30'; the hour of an older one does not matter. */
function sayReceived(at: Date, now: Date): string {
  const day = chinaDateOf(at)
  return daysBetween(day, chinaDateOf(now)) > 1 ? sayDay(day, chinaDateOf(now)) : sayInstant(at, now)
}

/** Words with dots between; none of them is broken. */
function Pieces({ pieces }: { pieces: readonly (string | undefined)[] }): ReactNode {
  return pieces
    .filter((piece) => piece !== undefined)
    .map((piece, at) => (
      <Fragment key={piece}>
        {at > 0 ? ' · ' : ''}
        <View className="desk-row__piece">{piece}</View>
      </Fragment>
    ))
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
