import { createContext, useContext, useState, type PropsWithChildren } from 'react'
import { keep, kept } from '@/platform/storage'
import type { Output } from './call'

export type Seat = Output<'people.me'>['seats'][number]

const SeatContext = createContext<string | undefined>(undefined)

/** The seat that calls below here are made from; undefined where a person acts for herself. */
export function useSeat(): string | undefined {
  return useContext(SeatContext)
}

/** Makes every call below it from one seat. */
export function Seated({ seatId, children }: PropsWithChildren<{ seatId: string }>) {
  return <SeatContext.Provider value={seatId}>{children}</SeatContext.Provider>
}

/** Remembers which seat a person last worked from, for each role. */
export function rememberSeat(seat: Pick<Seat, 'role' | 'seatId'>): void {
  keep(`seat.${seat.role}`, seat.seatId)
}

/** Which of her seats of a role a person works from: the remembered one, else the first; and how to choose another. */
export function useSeatOf(
  role: Seat['role'],
  seats: readonly Seat[],
): { seat: Seat | undefined; choices: readonly Seat[]; choose: (seatId: string) => void } {
  const [chosen, setChosen] = useState(() => kept<string>(`seat.${role}`))
  const choices = seats.filter((seat) => seat.role === role)
  const seat = choices.find((one) => one.seatId === chosen) ?? choices[0]
  return {
    seat,
    choices,
    choose(seatId) {
      rememberSeat({ role, seatId })
      setChosen(seatId)
    },
  }
}
