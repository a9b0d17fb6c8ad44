import next from 'eslint-config-next/core-web-vitals'
import nextTypescript from 'eslint-config-next/typescript'
import tseslint from 'typescript-eslint'

/**
 * The arrows of the house: who may import whom. Each row below is one `no-restricted-imports` rule; across rooms code
 * imports by `@/…`, within a room by `./…`, so these rows are complete. Why: docs/decisions/001-rooms-and-arrows.md
 */

/** The domains from the ground up: a domain imports itself and what stands before it, never what stands after. */
const STOREYS = [
  ['accounts', 'media', 'settings'],
  ['courses'],
  ['enrollments', 'payments'],
  ['certificates'],
  ['quizzes', 'assignments', 'progress'],
  ['notes', 'reviews', 'discussions', 'announcements', 'sessions'],
  ['people', 'messages'],
  ['webhooks', 'analytics', 'notifications', 'search', 'moderation', 'operations'],
]
const DOMAINS = STOREYS.flat()
const any = (names) => `(${names.join('|')})`

const restrict = (...patterns) => ({
  'no-restricted-imports': ['error', { patterns: patterns.map(([regex, message]) => ({ regex, message })) }],
})

const NO_MODELS = ['^(@/models|mongoose$)', 'Only queries, commands and jobs touch models; ask the domain.']
const NO_SCREENS = ['^@/(app|components)/', 'Domains and the ground floor know no screen.']
const NO_NEXT = ['^next(/|$)', 'Only actions.ts and the platform speak to Next.']
const NO_PARENT = ['^\\.\\./\\.\\./', 'Across rooms import by @/…']
const NO_HARNESS = ['^@/lib/platform/testing', 'The test bed is for tests, e2e and scripts.']

const laterDomains = (domain) => {
  const later = DOMAINS.slice(DOMAINS.indexOf(domain) + 1)
  return later.length === 0
    ? []
    : [
        [
          `^@/lib/${any(later)}(/|$)`,
          `${domain} stands below these domains; let news travel upward as an event.`,
        ],
      ]
}
const earlierDomains = (domain) => {
  const earlier = DOMAINS.slice(0, DOMAINS.indexOf(domain))
  return earlier.length === 0
    ? []
    : [
        [
          `^@/lib/${any(earlier)}/(?!(queries|commands|constants|dto|events|schema|api|import|usernames|embeds|lesson-parts|lesson-archive|part-ids)(/|$))`,
          'Of a lower storey import queries, commands, constants, dto, events, schema, ports or the pure rules of names.',
        ],
      ]
}

const domainRows = DOMAINS.flatMap((domain) => {
  const always = [NO_SCREENS, NO_PARENT, NO_HARNESS, ...laterDomains(domain), ...earlierDomains(domain)]
  const tests = [`lib/${domain}/**/*.test.{ts,tsx}`]
  const data = [
    'queries',
    'commands',
    'jobs',
    'dto',
    'import',
    'export',
    'archive',
    'lesson-parts',
    'lesson-archive',
  ].flatMap((name) => [`lib/${domain}/${name}.ts`, `lib/${domain}/${name}/**/*.ts`])
  return [
    {
      files: [`lib/${domain}/**/*.{ts,tsx}`],
      ignores: tests,
      rules: restrict(...always, NO_NEXT, NO_MODELS),
    },
    { files: data, ignores: tests, rules: restrict(...always, NO_NEXT) },
    {
      files: [`lib/${domain}/actions.ts`, `lib/${domain}/actions/*.ts`],
      rules: restrict(...always, NO_MODELS),
    },
  ]
})

const arrows = [
  {
    files: ['app/**/*.{ts,tsx}'],
    rules: restrict(NO_MODELS, NO_HARNESS, [
      `^@/lib/${any(DOMAINS)}/(policy|jobs)(/|$)`,
      'A route reads queries and calls commands; rights are theirs.',
    ]),
  },
  {
    files: ['components/**/*.{ts,tsx}'],
    rules: restrict(
      NO_MODELS,
      ['^@/app/', 'Components know no route.'],
      [
        `^@/lib/${any(DOMAINS)}/(policy|jobs|queries|commands|events)(/|$)`,
        'Components get data as props and call actions.',
      ],
    ),
  },
  {
    files: ['components/ui/**/*.{ts,tsx}'],
    rules: restrict(
      ['^@/(app|models|components/(?!ui/))', 'A primitive knows no domain.'],
      ['^@/lib/(?!utils/)', 'A primitive knows no domain.'],
    ),
  },
  {
    files: ['lib/platform/**/*.{ts,tsx,mjs}'],
    rules: restrict(NO_SCREENS, [
      `^@/lib/(${DOMAINS.join('|')}|jobs)(/|$)`,
      'The ground floor knows no domain.',
    ]),
  },
  {
    files: ['lib/utils/**/*.ts'],
    rules: restrict(['^@/(?!lib/utils/)', 'Utilities are pure and stand alone.'], NO_MODELS),
  },
  {
    files: ['models/**/*.ts'],
    rules: restrict([
      '^@/(?!models/|lib/platform/db/|lib/[a-z]+/constants$)',
      'A model knows mongoose, platform/db and constants.',
    ]),
  },
  {
    files: ['packages/**/*.ts'],
    rules: restrict(['^@/', 'The database package knows nothing of the house.']),
  },
]

const TESTS = ['**/*.test.{ts,tsx,mjs}', 'e2e/**', 'packages/*/test/**', 'lib/platform/testing/**']

export default tseslint.config(
  {
    ignores: [
      '.next/**',
      '.data/**',
      'node_modules/**',
      'next-env.d.ts',
      'bench/node_modules/**',
      'coverage/**',
      'demo/**',
      'test-results/**',
      'playwright-report/**',
    ],
  },
  ...next,
  ...nextTypescript,
  {
    rules: {
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-non-null-assertion': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      'no-console': 'error',
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      'max-lines': ['error', { max: 300, skipBlankLines: true, skipComments: true }],
      'max-params': ['error', 3],
      'no-restricted-properties': [
        'error',
        { object: 'process', property: 'env', message: 'Settings are read once, in lib/platform/env.ts.' },
      ],
    },
  },
  {
    files: ['**/*.ts'],
    ignores: TESTS,
    rules: { 'max-lines-per-function': ['error', { max: 40, skipBlankLines: true, skipComments: true }] },
  },
  {
    files: ['**/*.tsx'],
    ignores: TESTS,
    rules: { 'max-lines-per-function': ['error', { max: 150, skipBlankLines: true, skipComments: true }] },
  },
  {
    files: ['app/**/*.tsx', 'components/**/*.tsx'],
    ignores: TESTS,
    rules: {
      'react/jsx-no-literals': [
        'error',
        {
          noStrings: false,
          ignoreProps: true,
          allowedStrings: [
            '·',
            '—',
            '–',
            '/',
            '|',
            '•',
            '→',
            '←',
            '×',
            '…',
            '%',
            ':',
            ',',
            '(',
            ')',
            '@',
            '+',
            '#',
            '*',
          ],
        },
      ],
    },
  },
  ...arrows,
  ...domainRows,
  {
    // The database package's calls name database and collection each time, as its protocol does.
    files: ['packages/**'],
    rules: { 'max-params': ['error', 5] },
  },
  {
    files: TESTS,
    rules: {
      'max-lines': 'off',
      'max-params': 'off',
      'no-restricted-properties': 'off',
      'react-hooks/rules-of-hooks': 'off',
    },
  },
  {
    files: [
      'scripts/**',
      'bench/**',
      'packages/**',
      '*.config.*',
      'server.mjs',
      'lib/platform/env.ts',
      'lib/platform/**/*.mjs',
      '.ci/**',
    ],
    rules: { 'no-console': 'off', 'no-restricted-properties': 'off' },
  },
  {
    // Read by whatever Node a machine has, before anything is installed.
    files: ['**/*.cjs'],
    rules: { '@typescript-eslint/no-require-imports': 'off' },
  },
)
