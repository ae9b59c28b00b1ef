import { action } from './action'
import * as p from './pieces'
import { z } from './zod'

/** Stations (代表家站). */

const anyone = ['visitor', 'resident', 'deputy', 'staff', 'handler'] as const

export const stationLine = z.object({
  stationId: p.id,
  code: z.string(),
  name: z.string(),
  address: z.string(),
  congressName: z.string(),
  /** Metres from the asker, where she told where she is. */
  metres: z.number().int().optional(),
})

export const stationActions = {
  'station.view': action({
    does: '看一个代表家站',
    who: anyone,
    write: false,
    input: z.strictObject({ code: p.token(32) }),
    output: z.object({
      stationId: p.id,
      code: z.string(),
      name: z.string(),
      congressName: z.string(),
      address: z.string(),
      lat: z.number().optional(),
      lng: z.number().optional(),
      hours: z.string(),
      phone: z.string().optional(),
      deputies: z.array(z.object({ name: z.string(), title: z.string(), intro: z.string().optional() })),
      nextReception: z
        .object({ on: p.day, from: z.string(), to: z.string(), deputies: z.array(z.string()), words: z.string() })
        .optional(),
    }),
    refusals: ['STATION_NOT_FOUND'],
  }),
  'station.find': action({
    does: '按名称、地点或附近找家站',
    who: anyone,
    write: false,
    input: z.strictObject({
      words: p.words(40).optional(),
      near: z.strictObject({ lat: z.number().min(-90).max(90), lng: z.number().min(-180).max(180) }).optional(),
      cursor: p.cursor.optional(),
      limit: p.limit,
    }),
    output: p.page(stationLine),
    refusals: [],
  }),
  'station.mine': action({
    does: '看我所在的家站',
    who: ['deputy'],
    write: false,
    input: z.strictObject({}),
    output: z.object({ items: z.array(stationLine) }),
    refusals: [],
  }),
  'station.ofMyCongress': action({
    does: '看本级的全部家站',
    who: ['staff'],
    write: false,
    input: z.strictObject({}),
    output: z.object({ items: z.array(stationLine) }),
    refusals: [],
  }),
}
