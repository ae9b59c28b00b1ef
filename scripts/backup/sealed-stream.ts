import { createCipheriv, createDecipheriv, createHash, hkdfSync, randomBytes, scryptSync, timingSafeEqual } from 'node:crypto'
import { Bytes } from './bytes'
import { BackupRefused } from './words'

/**
 * A backup file: magic, a header, then chunks of 64 KiB, each sealed by AES-256-GCM (the STREAM construction of Hoang,
 * Reyhanitabar, Rogaway and Vizár, 2015). The nonce of a chunk is a prefix of the file, the chunk's number and whether it
 * is the last, and the header is authenticated with each: a changed, swapped, dropped or added chunk does not open.
 * The file's key is derived (HKDF) from the operator's key, or from her passphrase by scrypt, with a salt of the file.
 */
export type Secret = { readonly key: Buffer } | { readonly passphrase: string }

const MAGIC = Buffer.from('express-lane backup 1\n', 'latin1')
const CHUNK = 64 * 1024
const TAG = 16
const PREFIX = 7
const LARGEST_HEADER = 4096
/** scrypt as OWASP advises for passwords: 128 MiB, about half a second. */
const SCRYPT = { n: 2 ** 17, r: 8, p: 1 } as const
const LARGEST_SCRYPT_N = 2 ** 20

interface Header {
  readonly by: 'key' | 'passphrase'
  readonly salt: string
  readonly prefix: string
  /** Tells a wrong key from a damaged file. */
  readonly check: string
  readonly n?: number
}

/** Seals a stream into a backup file's bytes. */
export async function* seal(plain: AsyncIterable<Buffer>, secret: Secret): AsyncGenerator<Buffer> {
  const salt = randomBytes(32)
  const master = masterOf(secret, salt, SCRYPT.n)
  const prefix = randomBytes(PREFIX)
  const header: Header = {
    by: 'key' in secret ? 'key' : 'passphrase',
    salt: salt.toString('base64'),
    prefix: prefix.toString('base64'),
    check: derive(master, salt, 'check', 16).toString('base64'),
    ...('key' in secret ? {} : { n: SCRYPT.n }),
  }
  const head = headBytes(JSON.stringify(header))
  yield head
  const how = { key: derive(master, salt, 'chunks', 32), prefix, about: createHash('sha256').update(head).digest() }
  const bytes = new Bytes(plain)
  for (let number = 0; ; number++) {
    const chunk = await bytes.take(CHUNK)
    const isLast = await bytes.ended()
    const cipher = createCipheriv('aes-256-gcm', how.key, nonce(how.prefix, number, isLast)).setAAD(how.about)
    const body = Buffer.concat([cipher.update(chunk), cipher.final()])
    yield Buffer.concat([length32(body.length), body, cipher.getAuthTag()])
    if (isLast) return
  }
}

/** Opens a backup file's bytes. Refuses (BackupRefused) a wrong key, and anything that is not as it was written. */
export async function* unseal(file: AsyncIterable<Buffer>, secret: Secret): AsyncGenerator<Buffer> {
  const bytes = new Bytes(file)
  try {
    const { header, head } = await readHeader(bytes)
    if (header.by === 'key' !== 'key' in secret) {
      throw new BackupRefused(header.by === 'key' ? '这个备份是用密钥加密的，请设置 EXPRESS_LANE_BACKUP_KEY。' : '这个备份是用口令加密的，请给出口令，不要设置 EXPRESS_LANE_BACKUP_KEY。')
    }
    const salt = Buffer.from(header.salt, 'base64')
    const master = masterOf(secret, salt, header.n ?? SCRYPT.n)
    const check = Buffer.from(header.check, 'base64')
    const due = derive(master, salt, 'check', 16)
    if (check.length !== due.length || !timingSafeEqual(check, due)) throw new BackupRefused('口令或密钥不对，打不开这个备份。')
    const prefix = Buffer.from(header.prefix, 'base64')
    if (prefix.length !== PREFIX) throw damaged('开头')
    const how = { key: derive(master, salt, 'chunks', 32), prefix, about: createHash('sha256').update(head).digest() }
    yield* chunks(bytes, how)
  } finally {
    await bytes.stop()
  }
}

interface How {
  readonly key: Buffer
  readonly prefix: Buffer
  readonly about: Buffer
}

async function* chunks(bytes: Bytes, how: How): AsyncGenerator<Buffer> {
  for (let number = 0; ; number++) {
    const size = await bytes.take(4)
    if (size.length < 4) throw cutOff()
    const length = size.readUInt32BE()
    if (length > CHUNK) throw damaged(`第 ${number + 1} 块`)
    const sealed = await bytes.take(length + TAG)
    if (sealed.length < length + TAG) throw cutOff()
    const isLast = await bytes.ended()
    const plain = open(how, number, isLast, sealed)
    // At the end of the file stands a chunk that is not the last one: the file was cut between two chunks.
    if (!plain && isLast && open(how, number, false, sealed)) throw cutOff()
    if (!plain) throw damaged(`第 ${number + 1} 块`)
    yield plain
    if (isLast) return
  }
}

function open(how: How, number: number, isLast: boolean, sealed: Buffer): Buffer | undefined {
  const decipher = createDecipheriv('aes-256-gcm', how.key, nonce(how.prefix, number, isLast)).setAAD(how.about)
  decipher.setAuthTag(sealed.subarray(sealed.length - TAG))
  try {
    return Buffer.concat([decipher.update(sealed.subarray(0, sealed.length - TAG)), decipher.final()])
  } catch {
    return undefined
  }
}

async function readHeader(bytes: Bytes): Promise<{ header: Header; head: Buffer }> {
  const magic = await bytes.take(MAGIC.length)
  if (!magic.equals(MAGIC)) throw new BackupRefused('这不是直通车的备份文件，或者它是别的版本写的。')
  const size = await bytes.take(4)
  const length = size.length === 4 ? size.readUInt32BE() : 0
  if (length === 0 || length > LARGEST_HEADER) throw damaged('开头')
  const text = await bytes.take(length)
  if (text.length < length) throw cutOff()
  try {
    const header: unknown = JSON.parse(text.toString('utf8'))
    if (isHeader(header)) return { header, head: Buffer.concat([magic, size, text]) }
  } catch {
    // Not JSON: said below.
  }
  throw damaged('开头')
}

function isHeader(value: unknown): value is Header {
  if (typeof value !== 'object' || value === null) return false
  const { by, salt, prefix, check, n } = value as Record<string, unknown> // an object; each member is checked next
  const texts = [salt, prefix, check].every((one) => typeof one === 'string')
  const cost = n === undefined || (typeof n === 'number' && n >= 2 && n <= LARGEST_SCRYPT_N && Number.isInteger(Math.log2(n)))
  return (by === 'key' || by === 'passphrase') && texts && cost
}

const damaged = (where: string) => new BackupRefused(`备份文件的${where}被改动、调换过或已损坏，不能用它恢复。`)
const cutOff = () => new BackupRefused('备份文件不完整：后面一截不见了，不能用它恢复。')

function headBytes(text: string): Buffer {
  const header = Buffer.from(text, 'utf8')
  return Buffer.concat([MAGIC, length32(header.length), header])
}

function length32(length: number): Buffer {
  const size = Buffer.alloc(4)
  size.writeUInt32BE(length)
  return size
}

function nonce(prefix: Buffer, number: number, isLast: boolean): Buffer {
  const rest = Buffer.alloc(5)
  rest.writeUInt32BE(number)
  rest[4] = isLast ? 1 : 0
  return Buffer.concat([prefix, rest])
}

function masterOf(secret: Secret, salt: Buffer, n: number): Buffer {
  if ('key' in secret) return secret.key
  const { r, p } = SCRYPT
  return scryptSync(secret.passphrase.normalize('NFC'), salt, 32, { N: n, r, p, maxmem: 256 * n * r })
}

function derive(master: Buffer, salt: Buffer, what: string, length: number): Buffer {
  return Buffer.from(hkdfSync('sha256', master, salt, `express-lane backup ${what}`, length))
}
