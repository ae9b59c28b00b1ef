import type { ReactNode } from 'react'
import { useMe } from '@/api/me'
import { Seated, useSeatOf, type Seat } from '@/api/seat'
import { Loaded } from './loaded'
import { Screen } from './screen'
import { NoSeat, SeatLine } from './seat-gate'

export interface SeatScreenProps {
  role: Seat['role']
  /** The title while it is not known whether she may come in. */
  title: string
  /** Renders its own Screen, and puts the seat line at its top. */
  children: (seat: Seat, seatLine: ReactNode) => ReactNode
}

/**
 * Lets through whoever has a seat of this role, and makes every call below from that seat, the screen's foot and
 * refresh included. Whoever has several sees which one she works from and can change it.
 */
export function SeatScreen({ role, title, children }: SeatScreenProps) {
  const me = useMe()
  const { seat, choices, choose } = useSeatOf(role, me.value?.seats ?? [])
  if (seat === undefined) {
    return (
      <Screen title={title} onRefresh={me.refresh}>
        <Loaded of={me}>{() => <NoSeat role={role} />}</Loaded>
      </Screen>
    )
  }
  return (
    <Seated key={seat.seatId} seatId={seat.seatId}>
      {children(seat, <SeatLine seat={seat} choices={choices} choose={choose} />)}
    </Seated>
  )
}
