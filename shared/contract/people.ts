import { action } from './action'
import * as p from './pieces'
import { z } from './zod'

/** People, their seats (席位), and the units of a congress. */

export const seat = z.object({
  seatId: p.id,
  role: z.enum(['deputy', 'staff', 'handler']),
  displayName: z.string(),
  title: z.string(),
  congressName: z.string(),
  unitName: z.string().optional(),
})

export const peopleActions = {
  'people.me': action({
    does: '看我是谁、有哪些身份',
    who: ['visitor', 'resident'],
    write: false,
    input: z.strictObject({}),
    output: z.object({
      signedIn: z.boolean(),
      seats: z.array(seat),
      /** Unread notices in the inbox. */
      unread: z.number().int(),
      /** Today in China, for dates that people say. */
      today: p.day,
      now: p.instant,
    }),
    refusals: [],
  }),
  'people.units': action({
    does: '看本级的承办单位',
    who: ['staff'],
    write: false,
    input: z.strictObject({}),
    output: z.object({
      items: z.array(
        z.object({ unitId: p.id, name: z.string(), handlers: z.number().int(), openCases: z.number().int() }),
      ),
    }),
    refusals: [],
  }),
}
