import { View } from '@tarojs/components'
import { useState } from 'react'
import type { Seat, useSeatOf } from '@/api/seat'
import { startFrom } from '@/platform/navigate'
import { Choice } from './choice'
import { Empty } from './empty'
import { Sheet } from './sheet'
import { Tap } from './tap'

type SeatsOf = ReturnType<typeof useSeatOf>

const named = { deputy: '代表', staff: '人大工作人员', handler: '承办单位' } as const

/** Says that a room is not hers, and where to turn. */
export function NoSeat({ role }: { role: Seat['role'] }) {
  return (
    <Empty
      icon="person"
      title={`您没有${named[role]}的身份`}
      text="如果应该有，请联系本级人大工作人员添加，再重新打开。"
      action={{ text: '回首页', onTap: () => startFrom('home') }}
    />
  )
}

/** From which of her seats a person works, and the way to change it; nothing where she has one only. */
export function SeatLine({ seat, choices, choose }: { seat: Seat } & Pick<SeatsOf, 'choices' | 'choose'>) {
  const [open, setOpen] = useState(false)
  if (choices.length < 2) return null
  return (
    <>
      <Tap className="seat-line" onTap={() => setOpen(true)}>
        <View className="small soft">{`${seatWords(seat)} · 换身份`}</View>
      </Tap>
      <Sheet open={open} title="以哪个身份办事" onClose={() => setOpen(false)}>
        <Choice
          label="身份"
          value={seat.seatId}
          options={choices.map((one) => ({ key: one.seatId, text: one.unitName ?? one.congressName, hint: one.title }))}
          onChange={(seatId) => {
            choose(seatId)
            setOpen(false)
          }}
        />
      </Sheet>
    </>
  )
}

/** A seat in words: 县住建局 · 承办人. */
export function seatWords(seat: Seat): string {
  return [seat.unitName ?? seat.congressName, seat.title].filter((word) => word !== '').join(' · ')
}
