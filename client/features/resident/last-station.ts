import { keep, kept } from '@/platform/storage'

interface StationSeen {
  readonly code: string
  readonly name: string
}

/** The station that was opened last on this phone. */
export function lastStation(): StationSeen | undefined {
  return kept<StationSeen>('lastStation')
}

/** Remembers a station for the home screen. */
export function rememberStation({ code, name }: StationSeen): void {
  keep('lastStation', { code, name })
}
