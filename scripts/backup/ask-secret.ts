import { createInterface } from 'node:readline'
import { Writable } from 'node:stream'
import type { Secret } from './sealed-stream'
import { BackupRefused } from './words'

const SHORTEST = 12

/**
 * What opens a backup: EXPRESS_LANE_BACKUP_KEY (BASE64 of 32 bytes), else EXPRESS_LANE_BACKUP_PASSPHRASE, else what the
 * person at the terminal types, unseen; twice where it is new.
 */
export async function askSecret(env: NodeJS.ProcessEnv, isNew: boolean): Promise<Secret> {
  if (env.EXPRESS_LANE_BACKUP_KEY) {
    const key = Buffer.from(env.EXPRESS_LANE_BACKUP_KEY, 'base64')
    if (key.length !== 32) throw new BackupRefused('EXPRESS_LANE_BACKUP_KEY 要是 32 字节密钥的 BASE64（例如 openssl rand -base64 32 的输出）。')
    return { key }
  }
  const passphrase = env.EXPRESS_LANE_BACKUP_PASSPHRASE ?? (await ask('备份口令：'))
  if (!isNew) return { passphrase }
  if (Array.from(passphrase).length < SHORTEST) throw new BackupRefused(`口令太短，至少 ${SHORTEST} 个字。谁拿到备份都可以慢慢猜口令，请用长一些的。`)
  if (env.EXPRESS_LANE_BACKUP_PASSPHRASE === undefined && (await ask('再输一遍：')) !== passphrase) throw new BackupRefused('两次输入的口令不一样，没有备份。')
  return { passphrase }
}

function ask(words: string): Promise<string> {
  if (!process.stdin.isTTY) {
    throw new BackupRefused('没有给出备份的密钥或口令：请设置环境变量 EXPRESS_LANE_BACKUP_KEY 或 EXPRESS_LANE_BACKUP_PASSPHRASE。')
  }
  process.stderr.write(words)
  // What is typed is not shown.
  const silent = new Writable({ write: (_chunk, _encoding, done) => done() })
  const line = createInterface({ input: process.stdin, output: silent, terminal: true })
  return new Promise((resolve) => {
    line.question('', (answer) => {
      line.close()
      process.stderr.write('\n')
      resolve(answer)
    })
  })
}
