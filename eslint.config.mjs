import next from 'eslint-config-next/core-web-vitals'
import { defineConfig, globalIgnores } from 'eslint/config'
import tseslint from 'typescript-eslint'

/** Imports point one way only. `folders` are banned by name, however the path to them is spelled. */
const imports = (files, { folders = [], packages = [], message, ignores = [] }) => ({
  files,
  ignores,
  rules: {
    'no-restricted-imports': [
      'error',
      {
        paths: packages.map((name) => ({ name, message, allowTypeImports: true })),
        patterns: folders.length ? [{ group: folders.flatMap((f) => [`**/${f}`, `**/${f}/**`]), message }] : [],
      },
    ],
  },
})

const DATABASE = ['lib/server/*/store.ts', 'lib/server/auth/*.ts', 'lib/server/{db,clock,database-errors}.ts']

export default defineConfig([
  globalIgnores(['.next/**', 'dist/**', '.data/**', 'artifacts/**', 'lib/server/generated/**', 'next-env.d.ts']),
  ...next,
  ...tseslint.configs.recommended,
  {
    files: ['**/*.{ts,tsx}'],
    languageOptions: { parserOptions: { projectService: true } },
    rules: {
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: { attributes: false } }],
      '@typescript-eslint/no-explicit-any': 'error',
    },
  },
  {
    rules: {
      'max-lines': ['error', { max: 200, skipBlankLines: true, skipComments: true }],
      'max-params': ['error', 3],
    },
  },
  // What another project may `require` can only be written with it.
  { files: ['**/*.cjs'], rules: { '@typescript-eslint/no-require-imports': 'off' } },
  imports(['components/**'], { folders: ['server', 'app'], message: 'components/ runs in the browser.' }),
  imports(['app/**'], {
    folders: ['generated', 'sandbox', 'db'],
    packages: ['stripe', '@prisma/client'],
    message: 'app/ holds routes only.',
  }),
  imports(['lib/browser/**'], {
    folders: ['server', 'components', 'app'],
    message: 'lib/browser runs in the browser.',
  }),
  imports(['lib/contracts/**'], {
    folders: ['server', 'browser', 'components', 'app'],
    packages: ['next', 'stripe', 'react'],
    message: 'Contracts belong to both sides.',
  }),
  imports(['lib/domain/**'], {
    folders: ['server', 'browser', 'contracts', 'components', 'app'],
    packages: ['next', 'react', 'stripe', 'zod'],
    message: 'lib/domain is pure.',
  }),
  imports(['sandbox/**'], {
    folders: ['lib', 'app', 'components', 'prisma'],
    packages: ['stripe'],
    message: 'The sandbox stands in for Stripe and knows nothing of us. Types of the SDK are welcome.',
  }),
  imports(['lib/server/**'], {
    ignores: [...DATABASE, 'lib/server/stripe/**'],
    folders: ['browser', 'components', 'app', 'generated', 'db'],
    packages: ['stripe', '@prisma/client'],
    message: 'Only stores reach the database and only lib/server/stripe reaches Stripe.',
  }),
  imports(DATABASE, {
    folders: ['browser', 'components', 'app'],
    packages: ['stripe'],
    message: 'Stores reach the database, not Stripe.',
  }),
  imports(['lib/server/stripe/**'], {
    folders: ['browser', 'components', 'app', 'generated', 'db'],
    message: 'lib/server/stripe reaches Stripe, not the database.',
  }),
])
