/**
 * Can this phone vote electronically? Loaded first and alone: everything else in this room needs whole numbers of any
 * size (BigInt), which iOS before 14 and old Android engines do not have.
 */
export interface Support {
  readonly able: boolean
  /** Plain words for the person holding the phone. */
  readonly words: string
}

export const UNABLE_WORDS =
  '这部手机的系统太旧，不能进行电子票决。您的投票权不受影响：请向工作人员领取纸质票，或换一部手机。'
export const ABLE_WORDS = '这部手机可以进行电子票决。'

/** Asks the engine for BigInt and tries one sum with it, because some engines have the name without the thing. */
export function votingSupport(scope: { BigInt?: unknown } = globalThis): Support {
  const make = scope.BigInt
  if (typeof make !== 'function') return { able: false, words: UNABLE_WORDS }
  try {
    const two: unknown = make('18446744073709551617')
    const able = String(two) === '18446744073709551617' && typeof two === 'bigint'
    return able ? { able, words: ABLE_WORDS } : { able: false, words: UNABLE_WORDS }
  } catch {
    return { able: false, words: UNABLE_WORDS }
  }
}
