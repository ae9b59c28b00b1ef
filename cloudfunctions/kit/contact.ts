import type { Db } from './database'
import { unseal, type Keys } from './seal'

/** Who the submitter is and for whom she speaks: sealed apart from the case. */
export interface Contact {
  readonly name?: string | undefined
  readonly phone?: string | undefined
  readonly onBehalfOf?: { readonly name: string; readonly phone?: string | undefined; readonly relation?: string | undefined } | undefined
}

/** The contact of an opinion, opened. */
export async function contactOf(db: Db, keys: Keys, opinionId: string): Promise<Contact | undefined> {
  const row = await db.selectFrom('opinion_contact').select('sealed').where('opinion_id', '=', opinionId).executeTakeFirst()
  if (!row) return undefined
  return JSON.parse(unseal(keys, row.sealed, `contact:${opinionId}`)) as Contact // sealed by the intake with this type
}
