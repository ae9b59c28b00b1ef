import type { Pool } from 'pg'

/** The one name for the four ways in which the ledger notes a rating. */
export const RATED = 'rated'

/** A case as it stands: what its next moves are made on. */
export interface Seen {
  readonly id: string
  readonly state: string
  readonly version: number
  readonly round: number
  readonly seq: number
  readonly handlingId: string | null
  readonly handlingState: string | null
  readonly unitId: string | null
  readonly mergedCount: number
}

/** Reads cases in the order they are asked for. */
export async function look(pool: Pool, ids: readonly string[]): Promise<Seen[]> {
  const { rows } = await pool.query<Seen>(
    `select o.id, o.state, o.version, o.round, o.ledger_seq as seq, o.handling_id as "handlingId", h.state as "handlingState",
      h.unit_id as "unitId", o.merged_count as "mergedCount"
     from opinion o left join handling h on h.id = o.handling_id where o.id = any($1)`,
    [ids],
  )
  return ids.flatMap((id) => rows.find((row) => row.id === id) ?? [])
}

/** What a ledger line counts as here; the close that follows a rating is part of it. */
function lineName(event: string): string | undefined {
  if (event === 'conclude') return undefined
  return event.startsWith('rate') ? RATED : event
}

/** Lines that came after `seq`, in order. */
export async function linesSince(pool: Pool, id: string, seq: number): Promise<string[]> {
  const { rows } = await pool.query<{ event: string }>('select event from ledger where subject_id = $1 and seq > $2 order by seq', [id, seq])
  return rows.flatMap(({ event }) => lineName(event) ?? [])
}

// Each selects what must not be, of the cases $1.
const mustNotBe: Readonly<Record<string, string>> = {
  'the state is not that of the last line': `
    select o.id from opinion o, lateral (select state_after from ledger l where l.subject_id = o.id and l.handling_id is null
      and l.event <> 'look' order by seq desc limit 1) last where o.id = any($1) and last.state_after <> o.state`,
  "the handling's state is not that of its last line": `
    select h.id from handling h left join lateral (select state_after from ledger l where l.subject_id = h.subject_id
      and l.handling_id = h.id and l.event <> 'look' order by seq desc limit 1) last on true
    where h.subject_id = any($1) and coalesce(last.state_after, 'assigned') <> h.state`,
  'lines are missing or too many': `
    select o.id from opinion o where o.id = any($1) and
      (o.ledger_seq <> (select count(*) from ledger l where l.subject_id = o.id)
       or o.ledger_seq <> (select max(seq) from ledger l where l.subject_id = o.id))`,
  'two replies for one round': `
    select subject_id from reply where subject_id = any($1) and released_at is not null group by subject_id, round having count(*) > 1`,
  'two drafts at once': `
    select handling_id from reply where subject_id = any($1) and released_at is null and sent_back_at is null
    group by handling_id having count(*) > 1`,
  'a reply waits without its draft, or a draft without waiting': `
    select h.id from handling h where h.subject_id = any($1) and (h.state = 'replied') <> exists
      (select 1 from reply r where r.handling_id = h.id and r.released_at is null and r.sent_back_at is null)`,
  'two ratings for one reply': `select opinion_id from rating where opinion_id = any($1) group by opinion_id, round having count(*) > 1`,
  'the merged are counted wrongly': `
    select o.id from opinion o where o.id = any($1) and o.merged_count <> (select count(*) from opinion m where m.merged_into = o.id)`,
  'merged without a case to stand with': `
    select o.id from opinion o left join opinion t on t.id = o.merged_into where o.id = any($1)
      and (o.state = 'merged') <> (o.merged_into is not null and t.state <> 'merged')`,
  'in handling without an open handling, or the other way round': `
    select o.id from opinion o left join handling h on h.id = o.handling_id where o.id = any($1)
      and ((o.state = 'handling') <> coalesce(h.state not in ('ended', 'closed'), false) or h.subject_id <> o.id)`,
  'two open handlings': `
    select subject_id from handling where subject_id = any($1) and state not in ('ended', 'closed') group by subject_id having count(*) > 1`,
}

const everything = Object.entries(mustNotBe)
  .map(([what, query]) => `select '${what.replaceAll("'", "''")}' as what, x.id::text as id from (${query}) x(id)`)
  .join(' union all ')

/** What must not be and is, of these cases; empty where all is well. */
export async function wrongWith(pool: Pool, ids: readonly string[]): Promise<string[]> {
  const { rows } = await pool.query<{ what: string; id: string }>(everything, [ids])
  return rows.map(({ what, id }) => `${what} (${id})`)
}
