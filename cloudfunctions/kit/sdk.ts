import type { CloudBase } from '@cloudbase/node-sdk'

let opened: Promise<CloudBase> | undefined

const CALL_MS = 5_000

/**
 * How long one call to WeChat or the storage may take, in milliseconds (CLOUD_CALL_MS). An action makes five of them at
 * most, so that a function's own limit of 30 seconds is never what ends it.
 */
export function patience(): number {
  return Number(process.env.CLOUD_CALL_MS) || CALL_MS
}

/**
 * The real node-sdk, loaded on first use (its `require` alone costs a quarter of a second) and kept. Where its calls go
 * is the environment's business (TCB_CONTEXT_CNFG in the local cloud), never this code's.
 */
export function sdk(): Promise<CloudBase> {
  opened ??= import('@cloudbase/node-sdk').then((module) => {
    // The package is CommonJS: seen from an ES module everything hangs on `default`, from a bundle on the module itself.
    const tcb: typeof module = 'default' in module ? (module.default as typeof module) : module
    // The SDK's types say string, its documentation says the symbol for "the environment I run in".
    const env = process.env.TCB_ENV ?? (tcb.SYMBOL_CURRENT_ENV as unknown as string)
    return tcb.init({ env, timeout: patience() })
  })
  return opened
}
