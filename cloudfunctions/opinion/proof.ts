import type { ParsedOf } from '@shared/contract/action'
import type { opinionActions } from '@shared/contract/opinion'
import { readSlipCode, readTrackingNumber } from '@shared/domain/tracking'
import type { Db } from '../kit/database'
import type { OpinionCase } from '../kit/opinion-case'
import { refuse, type Refused } from '../kit/result'
import { lookupHash, type Keys } from '../kit/seal'
import { contactOf } from '../kit/contact'

export type Proof = ParsedOf<(typeof opinionActions)['opinion.track']>['proof']

/** The opinion that a proof opens. A wrong number and a wrong phone answer the same, so that neither can be tried out. */
export async function opinionByProof(
  db: Db,
  keys: Keys,
  proof: Proof,
): Promise<OpinionCase | Refused<'TRACKING_NOT_FOUND' | 'SLIP_NOT_FOUND'>> {
  if (proof.by === 'slip') {
    const code = readSlipCode(proof.slipCode)
    if (!code.ok) return refuse('SLIP_NOT_FOUND')
    const slip_hash = lookupHash(keys, 'slip', code.number)
    const row = await db.selectFrom('opinion').selectAll().where('slip_hash', '=', slip_hash).executeTakeFirst()
    return (row as OpinionCase | undefined) ?? refuse('SLIP_NOT_FOUND') // the states are written from the types
  }
  const number = readTrackingNumber(proof.trackingNumber)
  if (!number.ok) return refuse('TRACKING_NOT_FOUND')
  const row = await db.selectFrom('opinion').selectAll().where('tracking_number', '=', number.number).executeTakeFirst()
  if (!row?.has_contact) return refuse('TRACKING_NOT_FOUND')
  const contact = await contactOf(db, keys, row.id)
  const phones = [contact?.phone, contact?.onBehalfOf?.phone]
  if (!phones.some((phone) => phone?.endsWith(proof.lastFour))) return refuse('TRACKING_NOT_FOUND')
  return row as OpinionCase // as above
}

/**
 * What tries are counted by: the number that is tried, not who tries. A slip's fifteen random digits need no count of
 * their own.
 */
export function proofKey(proof: Proof): string | undefined {
  if (proof.by === 'slip') return undefined
  const number = readTrackingNumber(proof.trackingNumber)
  return number.ok ? `number:${number.number}` : undefined
}
