import { useState, type ReactNode } from 'react'
import { rememberSeat, type Seat } from '@/api/seat'
import { SeatScreen } from '@/components/seat-screen'
import { useParams } from '@/platform/navigate'

/** A screen of the staff's room, from the seat that the address names, else the one she last worked from. */
export function StaffScreen({
  title,
  children,
}: {
  title: string
  children: (seat: Seat, seatLine: ReactNode) => ReactNode
}) {
  const { seat } = useParams()
  // Before the first look at the remembered seat, hence not in an effect.
  useState(() => {
    if (seat !== undefined) rememberSeat({ role: 'staff', seatId: seat })
  })
  return (
    <SeatScreen role="staff" title={title}>
      {children}
    </SeatScreen>
  )
}
