import hooks from 'eslint-plugin-react-hooks'
import tseslint from 'typescript-eslint'
import house from './scripts/check/reasons.mjs'

const code = ['**/*.ts', '**/*.tsx']
const source = ['shared', 'cloudfunctions', 'client', 'local', 'scripts'].flatMap((d) => [`${d}/**/*.ts`, `${d}/**/*.tsx`])

/** shared/ runs on a phone, in the cloud and in a test alike: no clock, no network, no ambient randomness. */
const ambient = [
  'window', 'document', 'navigator', 'location', 'localStorage', 'fetch', 'XMLHttpRequest', 'process', 'Buffer', 'crypto',
  'performance', 'setTimeout', 'setInterval', 'queueMicrotask', 'AbortController', 'TextEncoder', 'TextDecoder', 'require',
  'console', 'wx',
]
const clockAndDice = [
  { object: 'Date', property: 'now', message: 'Time is passed in.' },
  { object: 'Math', property: 'random', message: 'Randomness is passed in.' },
]
const clockSyntax = [
  { selector: "NewExpression[callee.name='Date'][arguments.length=0]", message: 'Time is passed in.' },
  { selector: "CallExpression[callee.name='Date']", message: 'Time is passed in.' },
]
const environment = {
  selector: "MemberExpression[object.name='process'][property.name='env']",
  message: 'Only cloudfunctions/kit knows the environment (docs/architecture.md).',
}
/** What WeChat does not have, or has in another form: only client/platform may touch it. */
const device = ['wx', 'window', 'document', 'navigator', 'localStorage', 'sessionStorage', 'fetch', 'XMLHttpRequest', 'crypto']

export default tseslint.config(
  { ignores: ['config/', 'dist/', 'node_modules/', '.data/', '.cache/', 'coverage/', '**/*.js', '**/*.cjs'] },
  {
    files: code,
    extends: [tseslint.configs.base],
    plugins: { house },
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    languageOptions: { parserOptions: { project: './tsconfig.json', tsconfigRootDir: import.meta.dirname } },
    rules: {
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      'no-var': 'error',
      'prefer-const': 'error',
      'no-eval': 'error',
      'no-new-func': 'error',
      'no-implied-eval': 'error',
      'no-debugger': 'error',
      'no-fallthrough': 'error',
      'no-self-compare': 'error',
      'no-unreachable-loop': 'error',
      'no-unsafe-finally': 'error',
      'no-unsafe-optional-chaining': 'error',
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-unused-expressions': 'off',
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: { attributes: false } }],
      '@typescript-eslint/await-thenable': 'error',
      '@typescript-eslint/no-for-in-array': 'error',
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      '@typescript-eslint/no-non-null-asserted-optional-chain': 'error',
      '@typescript-eslint/only-throw-error': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      'house/suppression-reason': 'error',
    },
  },
  {
    files: source,
    rules: {
      'max-lines': ['error', { max: 300 }],
      'max-lines-per-function': ['warn', { max: 60, skipComments: true, skipBlankLines: true }],
      'house/cast-reason': 'error',
    },
  },
  // SQL and the seed's stories are long lists, not logic.
  { files: ['cloudfunctions/db/migrations/**', 'local/seed/**'], rules: { 'max-lines': 'off', 'max-lines-per-function': 'off' } },
  {
    files: ['shared/**/*.ts'],
    rules: {
      'no-restricted-globals': ['error', ...ambient],
      'no-restricted-properties': ['error', ...clockAndDice],
      'no-restricted-syntax': ['error', ...clockSyntax],
    },
  },
  {
    files: ['cloudfunctions/**/*.ts'],
    ignores: ['cloudfunctions/kit/**'],
    rules: {
      'no-restricted-properties': ['error', ...clockAndDice],
      'no-restricted-syntax': ['error', ...clockSyntax, environment],
    },
  },
  {
    files: ['client/**/*.ts', 'client/**/*.tsx'],
    plugins: { 'react-hooks': hooks },
    rules: {
      'react-hooks/rules-of-hooks': 'error',
      'react-hooks/exhaustive-deps': 'error',
      'no-restricted-globals': ['error', ...device],
      '@typescript-eslint/no-restricted-imports': [
        'error',
        {
          patterns: [
            {
              group: ['@tarojs/taro'],
              allowImportNamePattern: '^use[A-Z]',
              allowTypeImports: true,
              message: 'What the phone can do is behind client/platform; only hooks may be imported here.',
            },
          ],
        },
      ],
    },
  },
  {
    files: ['client/platform/**'],
    rules: { 'no-restricted-globals': 'off', '@typescript-eslint/no-restricted-imports': 'off' },
  },
  // A test may build code out of text to see what a bundle does with it.
  { files: ['tests/**'], rules: { 'no-new-func': 'off' } },
)
