import { View } from '@tarojs/components'
import { useEffect, type PropsWithChildren } from 'react'
import type { Refusal } from '@/api/call'
import { Button } from '@/components/button'
import { RefusalNote } from '@/components/error-pane'
import { Sheet } from '@/components/sheet'
import { useAtDesk } from '@/platform/desk'
import { focusFirst } from '@/platform/elements'
import { useKeyDown } from '@/platform/keyboard'
import type { HandlingView } from './case-handling'
import type { StaffEvent } from './moves'
import type { CaseFile } from './staff-words'

/** What every form of a move is given. */
export interface MoveProps {
  view: CaseFile
  onClose: () => void
  onRefresh: () => void
  /** It was done; says where the case stands now. */
  onDone: (sentence: string) => void
}

export interface HandlingMoveProps extends MoveProps {
  handling: HandlingView
}

/** What a write tells its form. */
export interface MoveWrite {
  readonly busy: boolean
  readonly refusal: Refusal | undefined
  readonly problemAt: (path: string) => string | undefined
  readonly forget: () => void
}

/** The answer to a move, as far as its form asks. */
export type Moved = { readonly ok: true; readonly value: { readonly sentence: string } } | { readonly ok: false } | undefined

export interface MoveSheetProps extends Pick<MoveProps, 'view' | 'onClose' | 'onRefresh'> {
  event: StaffEvent
  title: string
  /** The word of what will be done. */
  verb: string
  write: MoveWrite
  onSend: () => void
  /** Something is still on its way to the server. */
  waiting?: boolean
  danger?: boolean
  wide?: boolean
}

/**
 * The frame of every move: what was typed stays whatever the answer is; where the case moved on meanwhile it says what
 * happened and asks the case again. Ctrl+Enter sends.
 */
export function MoveSheet(props: PropsWithChildren<MoveSheetProps>) {
  const { event, view, title, verb, write, onSend, onClose, onRefresh, waiting, danger, wide, children } = props
  const gone = !view.open.includes(event) && !write.busy
  const off = gone || waiting === true
  useSendKey(() => (off || write.busy ? undefined : onSend()))
  useFirstField()
  const refresh = () => {
    write.forget()
    onRefresh()
  }
  return (
    <Sheet
      open
      wide={wide}
      title={title}
      onClose={onClose}
      foot={
        <>
          {gone ? (
            <RefusalNote refusal={{ text: '这件事已经有了新的变化，现在不能这样办了。您写的内容先留着，可以复制。' }} />
          ) : (
            <RefusalNote refusal={write.refusal} onRefresh={refresh} />
          )}
          <View className="move-sheet__buttons">
            <Button text="先不" onTap={onClose} />
            <Button kind={danger ? 'danger' : 'primary'} text={verb} busy={write.busy} disabled={off} onTap={onSend} />
          </View>
        </>
      }
    >
      <View className="stack">{children}</View>
    </Sheet>
  )
}

function useSendKey(send: () => void): void {
  useKeyDown((event) => {
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return
    event.preventDefault()
    send()
  }, true)
}

/** At a desk the hands are on the keyboard: the first thing to fill in has it. On a phone it would only cover the sheet. */
function useFirstField(): void {
  const atDesk = useAtDesk()
  useEffect(() => {
    if (atDesk) focusFirst('.sheet__body input, .sheet__body textarea, .sheet__body [role="radio"]')
  }, [atDesk])
}
