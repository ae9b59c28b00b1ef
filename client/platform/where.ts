/**
 * Which build this is. The bundler replaces the expression by a constant and drops the other branch, so write
 * `if (inWeChat) … else …` (never an early return, which leaves the rest of the function in the bundle).
 */
export const inWeChat = process.env.TARO_ENV === 'weapp'
