import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'

/** What a local data directory keeps beside database and files: the keys first of all. */
const NAMES = ['secrets.json', 'clock.json', 'wechat.jsonl', 'seeded'] as const

/** The files there are. */
export function readHomeFiles(directory: string): Map<string, Buffer> {
  const there = NAMES.filter((name) => existsSync(path.join(directory, name)))
  return new Map(there.map((name) => [name, readFileSync(path.join(directory, name))]))
}

/** Writes one of them; any other name is none of ours and is left out. */
export function writeHomeFile(directory: string, name: string, body: Buffer): void {
  const known = NAMES.find((one) => one === name)
  if (known) writeFileSync(path.join(directory, known), body, { mode: 0o600 })
}
