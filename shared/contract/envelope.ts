import { z } from './zod'

/**
 * What travels. Identity is never in it: the platform says who calls. `seat` says from which of her own seats a person
 * acts; the server checks that it is hers. `requestId` makes a write happen once.
 */
export const envelope = z.strictObject({
  action: z.string().max(60),
  input: z.unknown(),
  requestId: z.uuid().optional(),
  seat: z.uuid().optional(),
})
export type Envelope = z.infer<typeof envelope>
