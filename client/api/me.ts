import { useCall, type Asked } from './hooks'
import type { Output } from './call'

/** Who is here: signed in or not, her seats, unread notices, and the server's clock. */
export function useMe(): Asked<Output<'people.me'>> {
  return useCall('people.me', {}, { seat: null })
}

/** Now, by the server's clock where it is known, so that "today" is the congress's today. */
export function useNow(): Date {
  const { value } = useMe()
  return value === undefined ? new Date() : new Date(value.now)
}
