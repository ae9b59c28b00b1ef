import { View } from '@tarojs/components'
import { useState } from 'react'
import { Button } from '@/components/button'
import { LinkRow } from '@/components/link-row'
import { Sheet } from '@/components/sheet'
import { toast } from '@/components/toast'
import { MoveForm } from './move-form'
import { moves, openMoves, wordOf, type StaffEvent } from './moves'
import type { CaseFile } from './staff-words'

/** The element of a case's main button, for the keyboard. */
export const mainMoveId = 'desk-main-move'

export interface MoveBarProps {
  /** `foot` for a thumb: the main move and a list of the others. `bar` at a desk: all of them in a row. */
  as: 'foot' | 'bar'
  view: CaseFile
  /** Asks the case again, where it moved on meanwhile. */
  onRefresh: () => void
  /** A move took the case to another tab. */
  onDone: () => void
}

interface Opened {
  readonly event: StaffEvent
  /** As it was when the form opened: a form with words in it stays even when the handling is gone. */
  readonly handling: CaseFile['handling']
}

/** The moves that are open on a case, and the form of the one that was pressed. */
export function MoveBar({ as, view, onRefresh, onDone }: MoveBarProps) {
  const [opened, setOpened] = useState<Opened | undefined>(undefined)
  const [listing, setListing] = useState(false)
  const { main, others } = openMoves(view)
  const open = (event: StaffEvent) => {
    setListing(false)
    setOpened({ event, handling: view.handling })
  }
  const done = (event: StaffEvent, sentence: string) => {
    setOpened(undefined)
    const { stays } = moves[event]
    toast(stays ?? sentence)
    if (stays === undefined) onDone()
  }
  return (
    <>
      {as === 'bar' ? (
        <BarButtons view={view} main={main} others={others} onOpen={open} />
      ) : (
        <FootButtons view={view} main={main} more={others.length > 0} onOpen={open} onMore={() => setListing(true)} />
      )}
      <Sheet open={listing} title="其他办法" onClose={() => setListing(false)}>
        <View className="stack stack--tight">
          {others.map((event) => (
            <LinkRow
              key={event}
              icon={moves[event].icon}
              title={wordOf(event, view)}
              text={moves[event].hint}
              onTap={() => open(event)}
            />
          ))}
        </View>
      </Sheet>
      {opened ? (
        <MoveForm
          event={opened.event}
          view={view}
          handling={view.handling ?? opened.handling}
          onClose={() => setOpened(undefined)}
          onRefresh={onRefresh}
          onDone={(sentence) => done(opened.event, sentence)}
        />
      ) : null}
    </>
  )
}

interface ButtonsProps {
  view: CaseFile
  main: StaffEvent | undefined
  onOpen: (event: StaffEvent) => void
}

function BarButtons({ view, main, others, onOpen }: ButtonsProps & { others: readonly StaffEvent[] }) {
  if (main === undefined && others.length === 0) return null
  return (
    <View className="move-bar">
      {main === undefined ? null : (
        <Button inline id={mainMoveId} kind="primary" text={wordOf(main, view)} onTap={() => onOpen(main)} />
      )}
      {others.map((event) => (
        <Button key={event} inline text={wordOf(event, view)} onTap={() => onOpen(event)} />
      ))}
    </View>
  )
}

function FootButtons({ view, main, more, onOpen, onMore }: ButtonsProps & { more: boolean; onMore: () => void }) {
  if (main === undefined && !more) return <View className="soft small move-bar__none">这件现在不用您办什么</View>
  return (
    <View className="two-buttons">
      {more ? <Button text="其他办法" onTap={onMore} /> : null}
      {main === undefined ? null : (
        <Button id={mainMoveId} kind="primary" text={wordOf(main, view)} onTap={() => onOpen(main)} />
      )}
    </View>
  )
}
