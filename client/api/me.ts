import { useCall, type Asked } from './hooks'
import type { Output } from './call'

const halfMinute = 30_000

/** Who is here: signed in or not, her seats, unread notices, and the server's clock. */
export function useMe(): Asked<Output<'people.me'>> {
  return useCall('people.me', {}, { seat: null, freshFor: halfMinute })
}

/** Now, by the server's clock where it is known: a phone's own clock may be wrong, and "today" is the congress's. */
export function useNow(): Date {
  const { value, cameAt } = useMe()
  return value === undefined ? new Date() : new Date(Date.parse(value.now) + Date.now() - cameAt)
}
