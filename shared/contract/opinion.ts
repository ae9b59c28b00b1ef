import { action } from './action'
import * as p from './pieces'
import { z } from './zod'

/** Opinions (群众意见): the submitter's and the deputy's side. The staff's side is in opinion-desk.ts. */

const contact = z.strictObject({ name: p.personName.optional(), phone: p.phone.optional() })

const said = {
  /** What was said, at most 8,000 characters; may be empty where there is a recording. */
  text: p.words(8000),
  mediaIds: z.array(p.id).max(10, '最多9张照片和1段录音'),
  place: p.place.optional(),
  category: p.token(40).optional(),
}

/** For whom somebody fills in (代填). */
const onBehalfOf = z.strictObject({
  name: p.personName.refine((s) => s.length > 0, '请写明替谁反映'),
  phone: p.phone.optional(),
  relation: p.words(20).optional(),
})

const taken = z.object({
  opinionId: p.id,
  trackingNumber: z.string(),
  /** By when the submitter is told whether it is taken on. */
  answerBy: p.day,
  /** The same as a sentence. */
  sentence: z.string(),
})

/** A line of a list. */
export const opinionLine = z.object({
  opinionId: p.id,
  trackingNumber: z.string(),
  headline: z.string(),
  stationName: z.string(),
  category: z.string().optional(),
  submittedAt: p.instant,
  /** The state as a sentence: 县住建局正在办理，3月12日前答复您. */
  sentence: z.string(),
  state: p.opinionState,
  handlingState: p.handlingState.optional(),
  overdue: z.boolean(),
  /** Something waits for the reader: to rate, to supplement. */
  waitsForMe: z.boolean(),
})

/** The case as its submitter sees it. */
export const opinionForSubmitter = z.object({
  opinionId: p.id,
  trackingNumber: z.string(),
  text: z.string(),
  media: z.array(p.media),
  place: z.string().optional(),
  category: z.string().optional(),
  stationName: z.string(),
  stationCode: z.string(),
  anonymous: z.boolean(),
  onBehalfOf: z.string().optional(),
  submittedAt: p.instant,
  state: p.opinionState,
  handlingState: p.handlingState.optional(),
  sentence: z.string(),
  /** What is asked of the submitter (退回补充). */
  asked: z.string().optional(),
  dueOn: p.day.optional(),
  overdue: z.boolean(),
  /** Whether it was merged, and handled together with another. */
  merged: z.boolean(),
  replies: z.array(p.publicReply),
  /** The ratings this submitter gave. */
  ratings: z.array(z.object({ round: z.number().int(), rating: p.rating, words: z.string(), at: p.instant })),
  timeline: z.array(p.timelineEntry),
  /** Events open to the reader: supplement, withdraw, rate. */
  open: z.array(z.enum(['supplement', 'withdraw', 'rate'])),
  /** The round that a rating would count for. */
  round: z.number().int(),
})

/** What proves that a tracked opinion is the asker's: number and phone, or the slip. */
const proof = z.discriminatedUnion('by', [
  z.strictObject({
    by: z.literal('phone'),
    trackingNumber: p.token(60),
    lastFour: z.string().regex(/^\d{4}$/, '请填手机号的后四位数字'),
  }),
  z.strictObject({ by: z.literal('slip'), slipCode: p.token(60) }),
])

const rate = {
  /** Which reply is rated, from 1. */
  round: z.number().int().min(1).max(20),
  rating: p.rating,
  words: p.words(500).optional(),
}

export const opinionActions = {
  'opinion.submit': action({
    does: '留下意见',
    who: ['resident'],
    write: true,
    input: z.strictObject({
      stationCode: p.token(32),
      ...said,
      contact: contact.optional(),
      /** Hide who she is from deputies and units. */
      anonymous: z.boolean(),
      onBehalfOf: onBehalfOf.optional(),
    }),
    output: taken,
    refusals: ['STATION_NOT_FOUND', 'NOTHING_SAID', 'MEDIA_NOT_READY'],
  }),
  'opinion.takeDown': action({
    does: '代群众记下意见',
    who: ['deputy', 'staff'],
    write: true,
    input: z.strictObject({
      stationId: p.id,
      ...said,
      neighbour: contact.optional(),
      anonymous: z.boolean(),
      /** When it was really said, where it is written down later; not in the future. */
      receivedAt: p.givenInstant.optional(),
      /** A headline, where the source has one. */
      title: p.words(100).optional(),
      /** Brought over from an older system (历史导入). */
      imported: z.boolean().optional(),
      /** With `imported`: which record of the older system this is; the same one comes in once for a congress. */
      importKey: p.id.optional(),
    }),
    output: taken,
    refusals: ['STATION_NOT_FOUND', 'NOTHING_SAID', 'MEDIA_NOT_READY', 'ALREADY_IMPORTED'],
  }),
  'opinion.slip': action({
    does: '看代记意见的纸质回执',
    who: ['deputy', 'staff'],
    write: false,
    input: z.strictObject({ opinionId: p.id }),
    output: z.object({
      slipCode: z.string(),
      trackingNumber: z.string(),
      stationName: z.string(),
      takenDownBy: z.string(),
      at: p.instant,
      answerBy: p.day,
      headline: z.string(),
    }),
    refusals: ['NOT_FOUND'],
  }),
  'opinion.mine': action({
    does: '看我的意见',
    who: ['resident'],
    write: false,
    input: z.strictObject({ cursor: p.cursor.optional(), limit: p.limit }),
    output: p.page(opinionLine),
    refusals: [],
  }),
  'opinion.view': action({
    does: '看我的一件意见',
    who: ['resident'],
    write: false,
    input: z.strictObject({ opinionId: p.id }),
    output: opinionForSubmitter,
    refusals: ['NOT_FOUND'],
  }),
  'opinion.track': action({
    does: '凭编号和手机号后四位，或凭回执查询',
    who: ['visitor', 'resident', 'deputy', 'staff', 'handler'],
    write: false,
    input: z.strictObject({ proof }),
    output: opinionForSubmitter,
    refusals: ['TRACKING_NOT_FOUND', 'SLIP_NOT_FOUND'],
  }),
  'opinion.rateTracked': action({
    does: '凭编号或回执评价答复',
    who: ['visitor', 'resident'],
    write: true,
    input: z.strictObject({ proof, ...rate }),
    output: opinionForSubmitter,
    refusals: ['TRACKING_NOT_FOUND', 'SLIP_NOT_FOUND', 'NOT_OPEN', 'ALREADY_RATED'],
  }),
  'opinion.rate': action({
    does: '评价答复',
    who: ['resident'],
    write: true,
    input: z.strictObject({ opinionId: p.id, ...rate }),
    output: opinionForSubmitter,
    refusals: ['NOT_FOUND', 'NOT_OPEN', 'ALREADY_RATED'],
  }),
  'opinion.supplement': action({
    does: '补充情况',
    who: ['resident', 'deputy', 'staff'],
    write: true,
    input: z.strictObject({ opinionId: p.id, text: p.words(8000), mediaIds: said.mediaIds }),
    output: z.object({ sentence: z.string() }),
    refusals: ['NOT_FOUND', 'NOT_OPEN', 'NOTHING_SAID', 'MEDIA_NOT_READY'],
  }),
  'opinion.withdraw': action({
    does: '撤回意见',
    who: ['resident'],
    write: true,
    input: z.strictObject({ opinionId: p.id, why: p.words(500).optional() }),
    output: z.object({ sentence: z.string() }),
    refusals: ['NOT_FOUND', 'NOT_OPEN'],
  }),
  'opinion.atMyStations': action({
    does: '看我所在家站的意见',
    who: ['deputy'],
    write: false,
    input: z.strictObject({
      stationId: p.id.optional(),
      /** Only those the deputy took down herself. */
      takenDownByMe: z.boolean().optional(),
      cursor: p.cursor.optional(),
      limit: p.limit,
    }),
    output: p.page(opinionLine),
    refusals: [],
  }),
  'opinion.viewAsDeputy': action({
    does: '看家站的一件意见',
    who: ['deputy'],
    write: false,
    input: z.strictObject({ opinionId: p.id }),
    output: z.object({
      opinionId: p.id,
      trackingNumber: z.string(),
      text: z.string(),
      media: z.array(p.media),
      place: z.string().optional(),
      category: z.string().optional(),
      stationName: z.string(),
      /** Her name, or 匿名群众. */
      submitter: z.string(),
      channel: p.channel,
      takenDownByMe: z.boolean(),
      submittedAt: p.instant,
      state: p.opinionState,
      handlingState: p.handlingState.optional(),
      sentence: z.string(),
      asked: z.string().optional(),
      dueOn: p.day.optional(),
      overdue: z.boolean(),
      replies: z.array(p.publicReply),
      timeline: z.array(p.timelineEntry),
      open: z.array(z.enum(['supplement', 'slip'])),
    }),
    refusals: ['NOT_FOUND'],
  }),
}
