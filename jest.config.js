/** Jest: TypeScript through swc; packages that ship only ES modules are transformed too. */
const swc = [
  '@swc/jest',
  {
    jsc: { parser: { syntax: 'typescript', tsx: true }, target: 'es2022', transform: { react: { runtime: 'automatic' } } },
    module: { type: 'commonjs' },
  },
]
const esmOnly = ['fast-check', 'pure-rand', 'csv-parse', 'read-excel-file', 'fflate', 'unzipper-esm', 'saxen-sax-parser', '@electric-sql']
const base = {
  transform: { '^.+\\.[cm]?[jt]sx?$': swc },
  transformIgnorePatterns: [`/node_modules/(?!(${esmOnly.join('|')})/)`],
  moduleNameMapper: { '^@shared/(.*)$': '<rootDir>/shared/$1', '^@/(.*)$': '<rootDir>/client/$1' },
}
const project = (name, extra = {}) => ({
  ...base,
  displayName: name,
  rootDir: __dirname,
  testEnvironment: 'node',
  testMatch: [`<rootDir>/tests/${name}/**/*.test.ts`, `<rootDir>/tests/${name}/**/*.test.tsx`],
  ...extra,
})
// One PostgreSQL server a run, and PGlite, which cannot be loaded inside jest's sandbox.
const onDatabases = {
  globalSetup: '<rootDir>/tests/postgres/global-setup.ts',
  globalTeardown: '<rootDir>/tests/postgres/global-teardown.ts',
  testEnvironment: '<rootDir>/tests/postgres/lite-environment.ts',
}
module.exports = {
  projects: [
    project('shared'),
    project('functions', onDatabases),
    project('local', onDatabases),
    project('mini', { testEnvironment: 'jsdom' }),
    project('browser'),
  ],
}
