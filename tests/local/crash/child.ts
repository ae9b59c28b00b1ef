/**
 * A server to be killed: all functions behind one door, on PGlite or a PostgreSQL, with the timer running all the time.
 * It says its port when it is ready. Everything it needs is in the environment, so that each new one goes on where the last fell.
 */
import { createServer } from 'node:http'
import { create as clockwork } from '../../../cloudfunctions/clockwork'
import { create as handling } from '../../../cloudfunctions/handling'
import type { Platform } from '../../../cloudfunctions/kit/platform'
import { readKeys } from '../../../cloudfunctions/kit/seal'
import { create as media } from '../../../cloudfunctions/media'
import { create as notice } from '../../../cloudfunctions/notice'
import { create as opinion } from '../../../cloudfunctions/opinion'
import { create as people } from '../../../cloudfunctions/people'
import { migrateLocal, openDatabase } from '../../../local/database'
import { contextOf } from '../../../local/functions'
import { templateIds } from '../../../local/services/templates'

async function main(): Promise<void> {
  const database = await openDatabase(process.env.CRASH_DATA ?? '', process.env.DATABASE_URL)
  await migrateLocal(database)
  const platform: Platform = {
    pool: database.pool,
    clock: { now: () => new Date() },
    keys: readKeys(process.env),
    log: () => undefined,
    settings: { templates: templateIds, miniprogramState: 'developer' },
    trouble: (trouble) => console.error(trouble),
  }
  const rooms = new Map(Object.entries({ opinion, handling, media, notice, people }).map(([name, create]) => [name, create(platform)]))
  const timer = clockwork(platform)
  const beat = async (): Promise<void> => {
    // The driver is quicker than any hall full of people at one station: it is not what limits are for.
    await database.pool.query('delete from attempt')
    await timer({ Type: 'Timer', TriggerName: 'crash', Time: '' }, {})
    setTimeout(() => void beat(), 30)
  }
  const server = createServer((request, response) => {
    const parts: Buffer[] = []
    request.on('data', (part: Buffer) => parts.push(part))
    request.on('end', () => {
      const { room, openid, event } = JSON.parse(Buffer.concat(parts).toString()) as { room: string; openid: string; event: unknown }
      void rooms.get(room)?.(event, contextOf(openid)).then((answer) => response.end(JSON.stringify(answer)))
    })
  })
  server.listen(0, '127.0.0.1', () => {
    const address = server.address()
    if (typeof address === 'object' && address) console.log(`ready ${address.port}`)
    void beat()
  })
}

void main()
