import type { ActionName } from '@shared/contract/registry'
import { canonical } from './canonical'
import type { Tx } from './database'
import { seal, sha256, unseal, type Keys } from './seal'

/**
 * A write happens once. The caller's requestId is claimed in the same transaction as the write; a repeat waits for that
 * transaction and gets its answer. A refused write claims nothing, so it can be tried again with the same id.
 */
export type Claim =
  | { readonly kind: 'fresh' }
  | { readonly kind: 'answered'; readonly value: unknown }
  | { readonly kind: 'reused' }

export interface RequestKey {
  /** The person, or 'visitor'. */
  readonly caller: string
  readonly requestId: string
  readonly action: ActionName
  readonly input: unknown
}

const hashOf = (key: RequestKey) => sha256(canonical([key.action, key.input]))
const aboutOf = (key: RequestKey) => `request:${key.caller}:${key.requestId}`

/** Claims a request, or finds what was answered to it. `reused` is the same id with another input. */
export async function claimRequest(tx: Tx, keys: Keys, key: RequestKey, now: Date): Promise<Claim> {
  const claimed = await tx
    .insertInto('request')
    .values({
      caller: key.caller,
      request_id: key.requestId,
      action: key.action,
      input_hash: hashOf(key),
      answer_sealed: null,
      at: now,
    })
    .onConflict((on) => on.columns(['caller', 'request_id']).doNothing())
    .returning('request_id')
    .executeTakeFirst()
  if (claimed) return { kind: 'fresh' }
  const before = await tx
    .selectFrom('request')
    .select(['action', 'input_hash', 'answer_sealed'])
    .where('caller', '=', key.caller)
    .where('request_id', '=', key.requestId)
    .executeTakeFirstOrThrow()
  if (before.action !== key.action || before.input_hash !== hashOf(key) || before.answer_sealed === null) {
    return { kind: 'reused' }
  }
  const value: unknown = JSON.parse(unseal(keys, before.answer_sealed, aboutOf(key)))
  return { kind: 'answered', value }
}

/** Keeps the answer for repeats; sealed, since an answer can hold what only its caller may see. */
export async function keepAnswer(tx: Tx, keys: Keys, key: RequestKey, value: unknown): Promise<void> {
  await tx
    .updateTable('request')
    .set({ answer_sealed: seal(keys, JSON.stringify(value), aboutOf(key)) })
    .where('caller', '=', key.caller)
    .where('request_id', '=', key.requestId)
    .execute()
}
