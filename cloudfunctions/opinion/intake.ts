import { randomBytes, randomUUID } from 'node:crypto'
import type { Deadline } from '@shared/domain/deadline'
import type { Channel, OpinionState } from '@shared/domain/opinion'
import { chinaDateOf, type ChinaDate } from '@shared/domain/china-time'
import { digitsFrom, makeSlipCode, makeTrackingNumber, SLIP_RANDOM_DIGITS, TRACKING_RANDOM_DIGITS } from '@shared/domain/tracking'
import { headlineOf } from '../kit/case-views'
import type { Contact } from '../kit/contact'
import type { Db } from '../kit/database'
import { appendLedger } from '../kit/ledger'
import { bindMedia } from '../kit/media-links'
import { situationOf } from '../kit/opinion-case'
import { deadlineFor, readProfile } from '../kit/profile'
import { derivedBytes, lookupHash, seal, type Keys } from '../kit/seal'
import { refuse, type Refused } from '../kit/result'

/** The one way an opinion comes in, whatever the door. */
export interface Intake {
  readonly station: { readonly id: string; readonly congress_id: string; readonly profile: unknown }
  readonly personId: string
  readonly takenBySeat?: string | undefined
  readonly party: 'submitter' | 'deputy' | 'staff'
  readonly channel: Channel
  readonly title?: string | undefined
  readonly text: string
  readonly mediaIds: readonly string[]
  readonly place?: { readonly words: string; readonly lat?: number | undefined; readonly lng?: number | undefined } | undefined
  readonly category?: string | undefined
  readonly anonymous: boolean
  readonly contact: Contact
  readonly submittedAt: Date
}

export interface TakenIn {
  readonly opinionId: string
  readonly trackingNumber: string
  readonly answerBy: ChinaDate
  readonly sentence: string
}

interface IntakeCtx {
  readonly db: Db
  readonly now: Date
  readonly today: ChinaDate
  readonly platform: { readonly keys: Keys }
}
type NotTaken = Refused<'NOTHING_SAID' | 'MEDIA_NOT_READY'>

/** @param importKey which record of an older system this is: refused where the congress has it already */
export async function takeIn(ctx: IntakeCtx, intake: Intake): Promise<TakenIn | NotTaken>
export async function takeIn(
  ctx: IntakeCtx,
  intake: Intake,
  importKey: string | undefined,
): Promise<TakenIn | NotTaken | Refused<'ALREADY_IMPORTED'>>
export async function takeIn(
  ctx: IntakeCtx,
  intake: Intake,
  importKey?: string,
): Promise<TakenIn | NotTaken | Refused<'ALREADY_IMPORTED'>> {
  const { db, now } = ctx
  if (intake.text === '' && !(await hasSound(db, intake.mediaIds))) return refuse('NOTHING_SAID')
  const id = randomUUID()
  const profile = readProfile(intake.station.profile)
  // What an older system left behind is owed from the day it is brought over; it cannot be late on arrival.
  const start = intake.channel === 'imported' ? ctx.today : chinaDateOf(intake.submittedAt)
  const review = deadlineFor(profile, start, profile.review)
  const trackingNumber = await freshTrackingNumber(db)
  const head = { ledger_seq: 0, ledger_hash: '' }
  const submitted = {
    subjectId: id,
    at: now,
    event: 'submit' as const,
    party: intake.party,
    personId: intake.personId,
    seatId: intake.takenBySeat,
    stateBefore: '',
    stateAfter: 'checking',
    detail: { channel: intake.channel, ...(intake.mediaIds.length > 0 ? { mediaIds: intake.mediaIds } : {}) },
  }
  const chain = await appendLedger(db, head, submitted)
  const row = { ...rowOf(ctx, intake, id, review), tracking_number: trackingNumber, import_key: importKey ?? null, ...chain }
  const written = await db
    .insertInto('opinion')
    .values(row)
    .onConflict((on) => on.columns(['congress_id', 'import_key']).where('import_key', 'is not', null).doNothing())
    .executeTakeFirst()
  // Only an import's key can be there already: the transaction is rolled back, the ledger's line with it.
  if (written.numInsertedOrUpdatedRows === 0n) return refuse('ALREADY_IMPORTED')
  if (!(await bindMedia(db, intake.personId, intake.mediaIds, id))) return refuse('MEDIA_NOT_READY')
  if (row.has_contact) {
    const sealed = seal(ctx.platform.keys, JSON.stringify(intake.contact), `contact:${id}`)
    await db.insertInto('opinion_contact').values({ opinion_id: id, sealed }).execute()
  }
  const sentence = situationOf({ state: 'checking', due_on: review.dueOn }, ctx.today)
  return { opinionId: id, trackingNumber, answerBy: review.dueOn, sentence }
}

/** The new row of an opinion, but for its number and its ledger's head. */
function rowOf(ctx: IntakeCtx, intake: Intake, id: string, review: Deadline) {
  const { keys } = ctx.platform
  const { place, contact } = intake
  return {
    id,
    congress_id: intake.station.congress_id,
    station_id: intake.station.id,
    slip_hash: intake.takenBySeat ? lookupHash(keys, 'slip', slipCodeOf(keys, id)) : null,
    person_id: intake.personId,
    taken_by_seat: intake.takenBySeat ?? null,
    channel: intake.channel,
    title: intake.title ?? null,
    headline: headlineOf(intake.text, intake.title),
    text: intake.text,
    place_words: place?.words || null,
    lat: place?.lat ?? null,
    lng: place?.lng ?? null,
    category: intake.category ?? null,
    anonymous: intake.anonymous,
    on_behalf: contact.onBehalfOf !== undefined,
    has_contact: hasContact(contact),
    submitted_at: intake.submittedAt,
    entered_at: ctx.now,
    state: 'checking' satisfies OpinionState,
    check_next_at: ctx.now,
    due_on: review.dueOn,
    due_basis: JSON.stringify(review),
    asked: null,
    handling_id: null,
    merged_into: null,
    media_count: intake.mediaIds.length,
    moved_at: ctx.now,
  }
}

const hasContact = (contact: Contact) => Boolean(contact.name || contact.phone || contact.onBehalfOf)

/** The slip's code of an opinion: derived, so that it can be printed again and stands nowhere. */
export function slipCodeOf(keys: Keys, opinionId: string): string {
  const digits = digitsFrom(derivedBytes(keys, 'slip', opinionId, 64), SLIP_RANDOM_DIGITS)
  if (digits === undefined) throw new Error('64 bytes give 15 digits but for a chance of 10^-40')
  return makeSlipCode(digits)
}

async function freshTrackingNumber(db: Db): Promise<string> {
  for (;;) {
    const digits = digitsFrom(randomBytes(32), TRACKING_RANDOM_DIGITS)
    if (digits === undefined) continue
    const number = makeTrackingNumber(digits)
    const taken = await db.selectFrom('opinion').select('id').where('tracking_number', '=', number).executeTakeFirst()
    if (!taken) return number
  }
}

async function hasSound(db: Db, ids: readonly string[]): Promise<boolean> {
  if (ids.length === 0) return false
  const sound = await db
    .selectFrom('media')
    .select('id')
    .where('id', 'in', [...ids])
    .where('kind', '=', 'sound')
    .limit(1)
    .executeTakeFirst()
  return sound !== undefined
}

/** An open station with its congress's rules. */
export async function openStation(
  db: Db,
  by: { readonly code: string } | { readonly id: string },
): Promise<Intake['station'] | undefined> {
  return db
    .selectFrom('station')
    .innerJoin('congress', 'congress.id', 'station.congress_id')
    .select(['station.id', 'station.congress_id', 'congress.profile'])
    .where('station.closed_at', 'is', null)
    .where((eb) => ('code' in by ? eb('station.code', '=', by.code) : eb('station.id', '=', by.id)))
    .executeTakeFirst()
}
