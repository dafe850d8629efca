import pg from 'pg'

/** The app's own database, for what no page or endpoint can tell or change. */
export type Database = {
  rows: <Row extends object>(sql: string, values?: unknown[]) => Promise<Row[]>
  close: () => Promise<void>
}

export function openDatabase(url: string): Database {
  const pool = new pg.Pool({ connectionString: url, max: 2 })
  // Dropping the database at the end ends idle connections, which is no failure.
  pool.on('error', () => undefined)
  return {
    // Each caller names the columns it asked for.
    rows: async <Row extends object>(sql: string, values: unknown[] = []) =>
      (await pool.query(sql, values)).rows as Row[],
    close: () => pool.end(),
  }
}
