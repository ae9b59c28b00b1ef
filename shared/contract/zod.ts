import { z } from 'zod'

/**
 * The one door to zod: the JIT is switched off before any schema is built, because WeChat forbids `new Function`.
 */
z.config({ jitless: true })

export { z }
