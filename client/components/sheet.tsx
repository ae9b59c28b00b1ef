import { View } from '@tarojs/components'
import { createPortal } from 'react-dom'
import { useEffect, useId, type PropsWithChildren, type ReactNode } from 'react'
import { borrowFocus, keepTabWithin, topOfPage } from '@/platform/elements'
import { useKeyDown } from '@/platform/keyboard'
import { Button } from './button'
import { classes } from './classes'
import { Icon } from './icon'
import { said } from './said'
import { Tap } from './tap'

export interface SheetProps {
  open: boolean
  title: string
  onClose: () => void
  /** The buttons, always in sight. */
  foot?: ReactNode
  /** For two things side by side, at a desk. */
  wide?: boolean
}

/**
 * From the bottom on a phone, in the middle of a desktop. Closes by its button, the veil, or Escape. In a browser it has
 * the keyboard while it is open, and gives it back to what opened it.
 */
export function Sheet({ open, title, onClose, foot, wide, children }: PropsWithChildren<SheetProps>) {
  const id = useId()
  useKeys(id, open, onClose)
  if (!open) return null
  const sheet = (
    <View className="sheet" catchMove>
      <View className="sheet__veil" onClick={onClose} />
      <View
        id={id}
        className={classes('sheet__paper', wide && 'sheet__paper--wide')}
        {...said({ role: 'dialog', label: title, modal: true })}
      >
        <View className="sheet__head">
          <View className="sheet__title">{title}</View>
          <Tap className="sheet__close" label="关闭" onTap={onClose}>
            <Icon name="close" />
          </Tap>
        </View>
        <View className="sheet__body">{children}</View>
        {foot ? <View className="sheet__foot">{foot}</View> : null}
      </View>
    </View>
  )
  // A sticky pane around it would hold it below the title bar; WeChat draws its bar itself.
  return IN_WECHAT ? sheet : createPortal(sheet, topOfPage())
}

// The sheets that are open, the last on top: the keys are for that one only.
const openSheets: string[] = []

function useKeys(id: string, open: boolean, onClose: () => void): void {
  useEffect(() => {
    if (!open) return undefined
    openSheets.push(id)
    const giveBack = borrowFocus(id)
    return () => {
      openSheets.splice(openSheets.indexOf(id), 1)
      giveBack()
    }
  }, [open, id])
  useKeyDown((event) => {
    if (event.defaultPrevented || openSheets[openSheets.length - 1] !== id) return
    if (event.key === 'Tab') keepTabWithin(id, event)
    if (event.key !== 'Escape') return
    event.preventDefault()
    onClose()
  }, open)
}

export interface ConfirmProps {
  open: boolean
  title: string
  text: string
  /** The word of what will be done: 撤回, not 确定. */
  yes: string
  danger?: boolean
  busy?: boolean
  onYes: () => void
  onNo: () => void
}

/** Asks before something that cannot be undone. */
export function Confirm({ open, title, text, yes, danger, busy, onYes, onNo }: ConfirmProps) {
  return (
    <Sheet
      open={open}
      title={title}
      onClose={onNo}
      foot={
        <>
          <Button kind={danger ? 'danger' : 'primary'} text={yes} busy={busy} onTap={onYes} />
          <Button kind="quiet" text="先不" onTap={onNo} />
        </>
      }
    >
      <View className="said">{text}</View>
    </Sheet>
  )
}
