import { defineConfig } from 'prisma/config'

// `prisma generate` needs no database; `prisma migrate` reads DATABASE_URL, which the launcher sets.
export default defineConfig({
  schema: 'schema.prisma',
  migrations: { path: 'migrations' },
  datasource: { url: process.env.DATABASE_URL ?? 'postgresql://localhost/none' },
})
