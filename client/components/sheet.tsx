import { View } from '@tarojs/components'
import { createPortal } from 'react-dom'
import { useEffect, useRef, type PropsWithChildren, type ReactNode } from 'react'
import { topOfPage } from '@/platform/elements'
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

/** From the bottom on a phone, in the middle of a desktop. Closes by its button, the veil, or Escape. */
export function Sheet({ open, title, onClose, foot, wide, children }: PropsWithChildren<SheetProps>) {
  useEscape(open, onClose)
  if (!open) return null
  const sheet = (
    <View className="sheet" catchMove>
      <View className="sheet__veil" onClick={onClose} />
      <View
        className={classes('sheet__paper', wide && 'sheet__paper--wide')}
        {...said({ role: 'dialog', label: title })}
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

// The sheets that are open, the last on top: Escape closes only that one.
const openSheets: object[] = []

function useEscape(open: boolean, onClose: () => void): void {
  const me = useRef({}).current
  useEffect(() => {
    if (!open) return undefined
    openSheets.push(me)
    return () => void openSheets.splice(openSheets.indexOf(me), 1)
  }, [open, me])
  useKeyDown((event) => {
    if (event.key !== 'Escape' || event.defaultPrevented || openSheets[openSheets.length - 1] !== me) return
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
