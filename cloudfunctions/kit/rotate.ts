import type { Db } from './database'
import { seal, unseal, type Keys } from './seal'

export interface Rotated {
  readonly contacts: number
  readonly openids: number
}

const PAGE = 500

/**
 * Seals everything anew that an older key holds; afterwards that key can be taken out of the environment. Safe to stop and
 * run again. Kept answers are not touched: they are gone in a month, and until then the old key has to stay
 * (`heldByOldKeys` tells).
 */
export async function rotateKeys(db: Db, keys: Keys): Promise<Rotated> {
  const old = `${keys.current}.%`
  let contacts = 0
  for (;;) {
    const rows = await db.selectFrom('opinion_contact').selectAll().where('sealed', 'not like', old).limit(PAGE).execute()
    if (rows.length === 0) break
    for (const row of rows) {
      const about = `contact:${row.opinion_id}`
      const sealed = seal(keys, unseal(keys, row.sealed, about), about)
      // Only where nobody changed or removed it meanwhile.
      await db.updateTable('opinion_contact').set({ sealed }).where('opinion_id', '=', row.opinion_id).where('sealed', '=', row.sealed).execute()
      contacts++
    }
  }
  let openids = 0
  for (;;) {
    const rows = await db
      .selectFrom('person')
      .select(['id', 'openid_sealed'])
      .where('openid_sealed', 'is not', null)
      .where('openid_sealed', 'not like', old)
      .limit(PAGE)
      .execute()
    if (rows.length === 0) break
    for (const { id, openid_sealed } of rows) {
      if (openid_sealed === null) continue
      const about = `person:${id}`
      const sealed = seal(keys, unseal(keys, openid_sealed, about), about)
      await db.updateTable('person').set({ openid_sealed: sealed }).where('id', '=', id).where('openid_sealed', '=', openid_sealed).execute()
      openids++
    }
  }
  return { contacts, openids }
}

/** How many sealed values still need a key other than the current one. */
export async function heldByOldKeys(db: Db, keys: Keys): Promise<number> {
  const old = `${keys.current}.%`
  const count = async (query: { execute(): Promise<{ n: string | number | bigint }[]> }) => Number((await query.execute())[0]?.n ?? 0)
  const contacts = await count(db.selectFrom('opinion_contact').select((eb) => eb.fn.countAll<string>().as('n')).where('sealed', 'not like', old))
  const people = await count(
    db.selectFrom('person').select((eb) => eb.fn.countAll<string>().as('n')).where('openid_sealed', 'is not', null).where('openid_sealed', 'not like', old),
  )
  const answers = await count(
    db.selectFrom('request').select((eb) => eb.fn.countAll<string>().as('n')).where('answer_sealed', 'is not', null).where('answer_sealed', 'not like', old),
  )
  return contacts + people + answers
}
