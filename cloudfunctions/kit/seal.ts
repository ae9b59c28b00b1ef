import { createCipheriv, createDecipheriv, createHash, createHmac, randomBytes } from 'node:crypto'

/**
 * Personal data at rest: AES-256-GCM with a fresh nonce, the key's id stored beside it so that keys can be rotated.
 * A keyed hash (HMAC-SHA256) finds a row by a secret value without storing the value.
 */
export interface Keys {
  /** The id of the key that new data is sealed with. */
  readonly current: string
  /** 32-byte keys by id; old ones stay until everything is sealed anew. */
  readonly byId: ReadonlyMap<string, Buffer>
  /** The key of the lookup hashes; never rotated alone. */
  readonly pepper: Buffer
}

/**
 * Reads EXPRESS_LANE_KEYS, e.g. "k2:BASE64,k1:BASE64" (the first is current), and EXPRESS_LANE_PEPPER (base64).
 * Refuses (Error) a missing or short key: a function without keys must not start.
 */
export function readKeys(env: NodeJS.ProcessEnv): Keys {
  const byId = new Map<string, Buffer>()
  for (const part of (env.EXPRESS_LANE_KEYS ?? '').split(',').filter(Boolean)) {
    const at = part.indexOf(':')
    const key = Buffer.from(part.slice(at + 1), 'base64')
    if (at < 1 || key.length !== 32) throw new Error('EXPRESS_LANE_KEYS: want id:BASE64 of 32 bytes, comma-separated')
    byId.set(part.slice(0, at), key)
  }
  const current = [...byId.keys()][0]
  const pepper = Buffer.from(env.EXPRESS_LANE_PEPPER ?? '', 'base64')
  if (current === undefined) throw new Error('EXPRESS_LANE_KEYS is not set')
  if (pepper.length < 32) throw new Error('EXPRESS_LANE_PEPPER: want BASE64 of at least 32 bytes')
  return { current, byId, pepper }
}

/** Seals a text. `about` binds it to its row: moved to another row it does not open. */
export function seal(keys: Keys, text: string, about: string): string {
  const key = keys.byId.get(keys.current)
  if (!key) throw new Error(`no key ${keys.current}`)
  const nonce = randomBytes(12)
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(about, 'utf8'))
  const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
  return [keys.current, nonce.toString('base64'), body.toString('base64'), cipher.getAuthTag().toString('base64')].join('.')
}

/** Opens what `seal` made. Throws where the key is unknown, or the data or its row was changed. */
export function unseal(keys: Keys, sealed: string, about: string): string {
  const [id = '', nonce = '', body = '', tag = ''] = sealed.split('.')
  const key = keys.byId.get(id)
  if (!key) throw new Error(`sealed with an unknown key ${id}`)
  const decipher = createDecipheriv('aes-256-gcm', key, Buffer.from(nonce, 'base64'))
    .setAAD(Buffer.from(about, 'utf8'))
    .setAuthTag(Buffer.from(tag, 'base64'))
  return Buffer.concat([decipher.update(Buffer.from(body, 'base64')), decipher.final()]).toString('utf8')
}

/** A keyed hash of a secret for looking it up; `what` keeps kinds of secrets apart. */
export function lookupHash(keys: Keys, what: string, secret: string): string {
  return createHmac('sha256', keys.pepper).update(`${what}\0${secret}`).digest('base64url')
}

/** Keyed bytes that never change for the same input; the slip code is derived from them. */
export function derivedBytes(keys: Keys, what: string, from: string, length: number): Buffer {
  const blocks: Buffer[] = []
  for (let i = 0; blocks.length * 32 < length; i++) {
    blocks.push(createHmac('sha256', keys.pepper).update(`${what}\0${i}\0${from}`).digest())
  }
  return Buffer.concat(blocks).subarray(0, length)
}

/** SHA-256 in hex of a text. */
export function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}
