import type { Database } from '../e2e/database'

/** The names of all tables of the app. */
export async function tablesOf(database: Database): Promise<string[]> {
  const tables = await database.rows<{ name: string }>(
    `select table_name as name from information_schema.tables
     where table_schema = 'public' and table_type = 'BASE TABLE' order by 1`,
  )
  return tables.map(({ name }) => name)
}

/** Every column of every row of a table, as text. */
export async function textOf(database: Database, table: string): Promise<string> {
  const rows = await database.rows<{ text: string }>(`select "${table}"::text as text from "${table}"`)
  return rows.map(({ text }) => text).join('\n')
}

/** What is in each table, in a few letters: how many rows, and a hash of all they say. */
export async function digests(database: Database, but: readonly string[] = []): Promise<Record<string, string>> {
  const tables = (await tablesOf(database)).filter((table) => !but.includes(table))
  const each = tables.map(
    (
      table,
    ) => `select '${table}' as name, count(*) || ' ' || coalesce(md5(string_agg(r::text, '' order by r::text)), '')
      as digest from "${table}" r`,
  )
  const found = await database.rows<{ name: string; digest: string }>(each.join(' union all '))
  return Object.fromEntries(found.map(({ name, digest }) => [name, digest]))
}
