export default async function globalTeardown(): Promise<void> {
  if (!globalThis.testPostgres) return
  await globalThis.testPostgres.stop()
  globalThis.testPostgres = undefined
  delete process.env.TEST_POSTGRES_URL
}
