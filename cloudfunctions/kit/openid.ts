import type { Db } from './database'
import { unseal, type Keys } from './seal'

/** The openid that WeChat is to be asked with, or undefined for a person who never came by WeChat. */
export async function openidOfPerson(db: Db, keys: Keys, personId: string): Promise<string | undefined> {
  const row = await db.selectFrom('person').select('openid_sealed').where('id', '=', personId).executeTakeFirst()
  return row?.openid_sealed ? unseal(keys, row.openid_sealed, `person:${personId}`) : undefined
}
