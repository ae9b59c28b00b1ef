import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import type { Platform } from '../cloudfunctions/kit/platform'
import type { Main } from '../cloudfunctions/kit/serve'

/** The cloud functions of this place, by room. */
export type Functions = ReadonlyMap<string, Main>

// A plain `require`, so that a bundle is loaded as it is deployed.
const load = createRequire(__filename)

/** Loads the built bundles of dist/functions and gives them this platform. Throws where one is not built. */
export function loadFunctions(folder: string, rooms: readonly string[], platform: Platform): Functions {
  return new Map(
    rooms.map((room) => {
      const file = path.join(folder, room, 'index.js')
      if (!existsSync(file)) throw new Error(`${file} is not built: run npm run build`)
      const bundle: unknown = load(file)
      if (!isRoom(bundle)) throw new Error(`${file} does not export create(platform)`)
      return [room, bundle.create(platform)] as const
    }),
  )
}

function isRoom(bundle: unknown): bundle is { create(platform: Platform): Main } {
  return typeof bundle === 'object' && bundle !== null && 'create' in bundle && typeof bundle.create === 'function'
}

/** The context of a call that came from the mini-program: the platform states the openid in it. */
export function contextOf(openid: string): { environment: string } {
  return { environment: JSON.stringify({ WX_OPENID: openid }) }
}
