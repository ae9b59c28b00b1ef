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
  'people.exportMine': action({
    does: '导出我的资料',
    who: ['resident'],
    write: false,
    input: z.strictObject({}),
    output: z.object({
      exportedAt: p.instant,
      opinions: z.array(
        z.object({
          trackingNumber: z.string(),
          submittedAt: p.instant,
          stationName: z.string(),
          text: z.string(),
          place: z.string().optional(),
          contact: z
            .object({
              name: z.string().optional(),
              phone: z.string().optional(),
              onBehalfOf: z
                .object({ name: z.string(), phone: z.string().optional(), relation: z.string().optional() })
                .optional(),
            })
            .optional(),
          anonymous: z.boolean(),
          sentence: z.string(),
          ratings: z.array(z.object({ round: z.number().int(), rating: p.rating, words: z.string(), at: p.instant })),
        }),
      ),
      notices: z.array(z.object({ title: z.string(), body: z.string(), at: p.instant })),
      /** Consents to subscribe messages, spent or not. */
      consents: z.array(z.object({ bell: z.string(), at: p.instant, spent: z.boolean() })),
      /** There was more than one answer can hold; the newest are in it. */
      cut: z.boolean(),
    }),
    refusals: [],
  }),
  'people.eraseMe': action({
    does: '注销：删除我的个人资料',
    who: ['resident'],
    write: true,
    input: z.strictObject({
      /** She typed the word that stands in the dialog, so that no slip of a finger does it. */
      confirm: z.literal('注销'),
    }),
    output: z.object({
      /** Her opinions that go on without her; nobody can be answered there any more. */
      openCases: z.number().int(),
    }),
    refusals: ['HOLDS_SEAT'],
  }),
  'people.signInStart': action({
    does: '网页登录：取得登录码',
    who: ['visitor', 'resident'],
    write: true,
    input: z.strictObject({}),
    output: z.object({
      /** Eight digits, for a QR code or to be typed. */
      code: z.string(),
      /** The word that the phone has to choose. */
      word: z.string(),
      /** The web page's own secret: it proves that the sign-in is its own. */
      pollToken: z.string(),
      expiresAt: p.instant,
    }),
    refusals: [],
  }),
  'people.signInPoll': action({
    does: '网页登录：看手机确认了没有',
    who: ['visitor', 'resident'],
    write: true,
    input: z.strictObject({ pollToken: p.token(100) }),
    output: z.object({ state: z.enum(['waiting', 'signedIn', 'gone']) }),
    refusals: [],
  }),
  'people.signInLook': action({
    does: '扫码登录：看是哪个网页要登录',
    who: ['resident'],
    write: false,
    input: z.strictObject({ code: p.token(60) }),
    output: z.object({
      /** What kind of browser asks. */
      about: z.string(),
      startedAt: p.instant,
      /** Words to choose from; one stands on the web page. */
      choices: z.array(z.string()),
    }),
    refusals: ['SIGN_IN_GONE'],
  }),
  'people.signInConfirm': action({
    does: '扫码登录：确认是我本人',
    who: ['resident'],
    write: true,
    input: z.strictObject({ code: p.token(60), word: p.token(10) }),
    output: z.object({
      /** False where the word was not the page's: the attempt is ended. */
      confirmed: z.boolean(),
      about: z.string(),
    }),
    refusals: ['SIGN_IN_GONE'],
  }),
  'people.sessions': action({
    does: '看我在哪些网页上登录着',
    who: ['resident'],
    write: false,
    input: z.strictObject({}),
    output: z.object({
      items: z.array(
        z.object({ sessionId: p.id, about: z.string(), since: p.instant, until: p.instant, current: z.boolean() }),
      ),
    }),
    refusals: [],
  }),
  'people.endSession': action({
    does: '退出一个网页登录',
    who: ['resident'],
    write: true,
    input: z.strictObject({ sessionId: p.id }),
    output: z.object({ ended: z.boolean() }),
    refusals: ['NOT_FOUND'],
  }),
}
