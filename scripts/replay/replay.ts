import type { Pool } from 'pg'
import { perform } from './perform'
import type { Play } from './play'
import { readMessages } from './read-messages'
import { reconcile, type Totals } from './reconcile'
import { openStage, type StageOptions } from './stage'

export interface Replayed {
  readonly read: number
  readonly bad: readonly { readonly line: number; readonly why: string }[]
  readonly play: Play
  readonly totals: Totals
  readonly seconds: number
}

/** Plays a file of messages with their official replies through the whole loop, on an empty migrated database. Refuses (Unreadable) a file that is none. */
export async function replay(
  file: string,
  on: { readonly pool: Pool } & Pick<StageOptions, 'keys' | 'journal'>,
  say: (line: string) => void,
): Promise<Replayed> {
  const { messages, bad } = await readMessages(file)
  const began = performance.now()
  const first = messages[0]
  const stage = await openStage({ ...on, begins: new Date((first?.time ?? new Date()).getTime() - 3_600_000) })
  try {
    const play = await perform(stage, messages, say)
    const seconds = (performance.now() - began) / 1000
    const read = messages.length + bad.length
    return { read, bad, play, totals: await reconcile(play, read, bad.length), seconds }
  } finally {
    await stage.close()
  }
}
