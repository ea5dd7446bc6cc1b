import js from '@eslint/js'
import tseslint from 'typescript-eslint'
import { noImportCircles } from './tools/no-import-circles.js'

/** Imports point inwards (docs/explanation/architecture.md): a folder may not import the folders named for it here. */
const closedTo = {
  domain: ['projections', 'ingest', 'api', 'dashboards', 'infra', 'replay-tests', 'bench'],
  projections: ['ingest', 'api', 'dashboards', 'infra', 'replay-tests', 'bench'],
  ingest: ['projections', 'api', 'dashboards', 'infra', 'replay-tests', 'bench'],
  api: ['ingest', 'dashboards', 'infra', 'replay-tests', 'bench'],
  dashboards: ['domain', 'projections', 'ingest', 'api', 'infra', 'replay-tests', 'bench'],
  infra: ['dashboards', 'replay-tests'],
}

const boundaries = Object.entries(closedTo).map(([folder, closed]) => ({
  files: [`${folder}/**/*.{ts,tsx}`],
  ignores: ['**/*.test.ts', '**/*.test.tsx', '**/testing/**'],
  rules: {
    'no-restricted-imports': [
      'error',
      {
        patterns: [
          ...closed.map(other => ({ regex: `(^|/)\\.\\./${other}/`, message: `${folder} may not import ${other}.` })),
          ...(folder === 'domain'
            ? [{ regex: '^[^.]', message: 'domain imports nothing outside itself: no packages, no node: modules.' }]
            : []),
        ],
      },
    ],
  },
}))

export default tseslint.config(
  { ignores: ['dist/**', 'data/**', 'node_modules/**', 'dashboards/dist/**'] },
  js.configs.recommended,
  {
    files: ['**/*.{ts,tsx}'],
    extends: [...tseslint.configs.strictTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    plugins: { ringledger: { rules: { 'no-import-circles': noImportCircles } } },
    rules: {
      'ringledger/no-import-circles': 'error',
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true, allowBoolean: true }],
      '@typescript-eslint/no-confusing-void-expression': [
        'error',
        { ignoreArrowShorthand: true, ignoreVoidReturningFunctions: true },
      ],
      '@typescript-eslint/no-unnecessary-condition': ['error', { allowConstantLoopConditions: true }],
      '@typescript-eslint/no-non-null-assertion': 'error',
      // The shape of a row is the caller's to state: query<Row>(...).
      '@typescript-eslint/no-unnecessary-type-parameters': 'off',
      '@typescript-eslint/no-unused-vars': ['error', { ignoreRestSiblings: true }],
      'no-console': 'error',
      'no-restricted-syntax': [
        'error',
        {
          selector:
            ':matches(ObjectExpression > SpreadElement > ObjectExpression, ArrayExpression > SpreadElement > ArrayExpression)',
          message: 'Write what is in it where it belongs: a spread of a literal says nothing.',
        },
      ],
    },
  },
  ...boundaries,
  {
    files: ['**/*.test.{ts,tsx}', 'replay-tests/**/*.ts', 'bench/**/*.ts'],
    rules: { '@typescript-eslint/no-non-null-assertion': 'off', 'no-console': 'off' },
  },
  {
    files: ['**/*.{js,mjs}'],
    languageOptions: {
      globals: {
        process: 'readonly',
        console: 'readonly',
        URL: 'readonly',
        setTimeout: 'readonly',
        clearTimeout: 'readonly',
        fetch: 'readonly',
        Buffer: 'readonly',
      },
    },
  },
)
