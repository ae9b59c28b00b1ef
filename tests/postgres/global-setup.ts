import { NoPostgres, startPostgres, type PostgresServer } from './server'

declare global {
  // Jest runs set-up and tear-down in one process; this is how the one reaches the other.
  var testPostgres: PostgresServer | undefined
}

/**
 * One PostgreSQL server for a whole jest run, named to the tests by TEST_POSTGRES_URL. Where that is set already, that
 * server is used. A missing binary fails the run in CI; elsewhere the tests on PostgreSQL are skipped, and it is said.
 */
export default async function globalSetup(): Promise<void> {
  if (process.env.TEST_POSTGRES_URL) return
  try {
    globalThis.testPostgres = await startPostgres()
    process.env.TEST_POSTGRES_URL = globalThis.testPostgres.url
  } catch (trouble) {
    if (!(trouble instanceof NoPostgres) || process.env.CI) throw trouble
    console.warn(`\nThe tests on PostgreSQL are SKIPPED: ${trouble.message}\n`)
  }
}
