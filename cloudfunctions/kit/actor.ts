import { randomUUID } from 'node:crypto'
import type { Role } from '@shared/contract/action'
import type { Db } from './database'
import { lookupHash, seal, type Keys } from './seal'

/** Who acts, as the platform says; never from the input. */
export interface Visitor {
  readonly role: 'visitor'
}
export interface Resident {
  readonly role: 'resident'
  readonly personId: string
}
interface Seated {
  readonly personId: string
  readonly seatId: string
  readonly congressId: string
  readonly displayName: string
}
export interface Deputy extends Seated {
  readonly role: 'deputy'
  readonly deputyId: string
}
export interface Staff extends Seated {
  readonly role: 'staff'
}
export interface Handler extends Seated {
  readonly role: 'handler'
  readonly unitId: string
}
export type Actor = Visitor | Resident | Deputy | Staff | Handler
export type ActorOf<R extends Role> = Extract<Actor, { role: R }>

/** The person of an openid; made at the first sight of it. */
export async function personOfOpenid(db: Db, keys: Keys, openid: string, now: Date): Promise<string> {
  const openid_hash = lookupHash(keys, 'openid', openid)
  const known = await db.selectFrom('person').select('id').where('openid_hash', '=', openid_hash).executeTakeFirst()
  if (known) return known.id
  const id = randomUUID()
  await db
    .insertInto('person')
    .values({ id, openid_hash, openid_sealed: seal(keys, openid, `person:${id}`), created_at: now })
    .onConflict((on) => on.column('openid_hash').doNothing())
    .execute()
  const row = await db.selectFrom('person').select('id').where('openid_hash', '=', openid_hash).executeTakeFirstOrThrow()
  return row.id
}

/** The seat as an actor, where it is the person's own and still held. */
export async function actorOnSeat(db: Db, personId: string, seatId: string): Promise<Deputy | Staff | Handler | undefined> {
  const seat = await db
    .selectFrom('seat')
    .selectAll()
    .where('id', '=', seatId)
    .where('person_id', '=', personId)
    .where('ended_at', 'is', null)
    .executeTakeFirst()
  if (!seat) return undefined
  const seated = { personId, seatId, congressId: seat.congress_id, displayName: seat.display_name }
  if (seat.role === 'deputy' && seat.deputy_id) return { role: 'deputy', ...seated, deputyId: seat.deputy_id }
  if (seat.role === 'handler' && seat.unit_id) return { role: 'handler', ...seated, unitId: seat.unit_id }
  return { role: 'staff', ...seated }
}
