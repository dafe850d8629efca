#!/usr/bin/env node
/**
 * Prisma's schema engine as WebAssembly, behind the line protocol (JSON-RPC on stdio) that the Prisma CLI speaks to
 * its native engine. With PRISMA_SCHEMA_ENGINE_BINARY pointing here, `prisma generate` and `prisma migrate …` need
 * nothing that npm has not installed already: no engine is downloaded.
 *
 * Known limits: `migrate dev` over a hand-written migration applies it and then complains about the shadow database
 * (write such SQL with `--create-only`, apply it with `migrate deploy`); `migrate diff` prints nothing (use `--exit-code`).
 */
import { readFileSync } from 'node:fs'
import { createInterface } from 'node:readline'
import { parseArgs } from 'node:util'
import { PrismaPg } from '@prisma/adapter-pg'
import { bindMigrationAwareSqlAdapterFactory } from '@prisma/driver-adapter-utils'
import * as glue from '@prisma/schema-engine-wasm/schema_engine_bg'
import pg from 'pg'
import { parseIntoClientConfig } from 'pg-connection-string'

const CHAR_OID = 18
const TEXT_OID = 25
const CHARACTER_COLUMN = 6 // ColumnTypeEnum.Character of @prisma/driver-adapter-utils

const AWAY = ['ECONNREFUSED', 'ECONNRESET', 'ENOTFOUND', 'EAI_AGAIN', 'ETIMEDOUT', 'EHOSTUNREACH', 'ENETUNREACH']
const CODES = { 28000: 'P1000', '28P01': 'P1000', 42501: 'P1010' }

const { values, positionals } = parseArgs({
  allowPositionals: true,
  strict: false,
  options: {
    datamodels: { type: 'string', multiple: true },
    datasource: { type: 'string' },
    version: { type: 'boolean' },
  },
})
// The CLI reads what is written to stderr as JSON; the driver warns there about meanings that its options will have.
process.removeAllListeners('warning')
// Parts, not a connection string: with a string the adapter ignores the name of the shadow database.
const connection = parseIntoClientConfig(
  values.datasource ? JSON.parse(values.datasource).url : 'postgresql://localhost/none',
)

loadEngine()
if (values.version) console.log(`schema-engine-cli ${glue.version()}`)
else if (positionals[0] === 'cli') await administerFromCli(positionals[1])
else await serve()
process.exit(0)

async function serve() {
  readCharAsText()
  const datamodels = values.datamodels?.map((file) => [file, readFileSync(file, 'utf8')])
  const factory = bindMigrationAwareSqlAdapterFactory(createAdapter())
  const engine = await glue.SchemaEngine.new({ datamodels }, () => {}, factory)
  for await (const line of createInterface({ input: process.stdin })) {
    process.stdout.write(`${JSON.stringify(await answer(engine, JSON.parse(line)))}\n`)
  }
}

async function answer(engine, { id, method, params }) {
  try {
    const result = method === 'getDatabaseVersion' ? await engine.version() : await engine[method](params)
    return { jsonrpc: '2.0', id, result: result ?? null }
  } catch (error) {
    const data = { is_panic: false, message: error.message, error_code: error.code }
    return { jsonrpc: '2.0', id, error: { code: 4466, message: error.message, data } }
  }
}

async function administerFromCli(command) {
  try {
    if (command === 'create-database')
      await execute(`CREATE DATABASE ${pg.escapeIdentifier(connection.database)}`, 'postgres')
    else await execute('SELECT 1')
  } catch (error) {
    const fields = describe(error)
    // The CLI skips the first line and parses each of the others.
    process.stderr.write(
      `schema-engine\n${JSON.stringify({ level: 'ERROR', target: 'schema_engine::logger', fields })}`,
    )
    process.exit(1)
  }
}

/** In the CLI's own codes: it makes a database that is missing (P1003), and shows anything else. */
function describe({ code, message }) {
  const { database, host } = connection
  if (code === '3D000') return { message: `Database ${database} does not exist on ${host}.`, error_code: 'P1003' }
  const why = message || code
  if (AWAY.includes(code)) return { message: `Can't reach a database server at ${host}: ${why}`, error_code: 'P1001' }
  return { message: `Database ${database} on ${host} cannot be used: ${why}`, error_code: CODES[code] ?? 'P2010' }
}

async function execute(sql, database = connection.database) {
  const client = new pg.Client({ ...connection, database })
  await client.connect()
  await client.query(sql).finally(() => client.end())
}

function loadEngine() {
  globalThis.PRISMA_WASM_PANIC_REGISTRY ??= {
    message: '',
    set_message(text) {
      this.message = text
    },
  }
  const wasm = new URL('./schema_engine_bg.wasm', import.meta.resolve('@prisma/schema-engine-wasm/schema_engine_bg'))
  const compiled = new WebAssembly.Module(readFileSync(wasm))
  const instance = new WebAssembly.Instance(compiled, { './schema_engine_bg.js': glue })
  glue.__wbg_set_wasm(instance.exports)
  instance.exports.__wbindgen_start()
}

/** Introspection reads PostgreSQL's one-byte "char", which the adapter does not know; as text it says the same. */
function readCharAsText() {
  const { addFields } = pg.Result.prototype
  pg.Result.prototype.addFields = function (fields) {
    for (const field of fields) if (field.dataTypeID === CHAR_OID) field.dataTypeID = TEXT_OID
    return addFields.call(this, fields)
  }
}

/** Corrects what the adapter, made for queries, gets wrong about migrations. */
function forMigrations(adapter) {
  // It would cut a script at every semicolon, those inside of functions too. PostgreSQL takes a script as it is.
  adapter.executeScript = async (script) => {
    await adapter.client.query(script).catch((error) => adapter.onError(error))
  }

  // The engine wants the kind of a constraint as a character, not as the text it was read as.
  const queryRaw = adapter.queryRaw.bind(adapter)
  adapter.queryRaw = async (query) => {
    const result = await queryRaw(query)
    const column = result.columnNames.indexOf('constraint_type')
    if (column >= 0) result.columnTypes[column] = CHARACTER_COLUMN
    return result
  }
  return adapter
}

function createAdapter() {
  class MigrationAdapter extends PrismaPg {
    async connect() {
      return forMigrations(await super.connect())
    }

    /** Prisma's own version drops the shadow database while its pool is still connected, which PostgreSQL refuses. */
    async connectToShadowDb() {
      const database = `prisma_shadow_${process.pid}_${Date.now()}`
      await execute(`CREATE DATABASE "${database}"`)
      const shadow = forMigrations(await new PrismaPg({ ...connection, database }).connect())
      const dispose = shadow.dispose.bind(shadow)
      shadow.dispose = async () => {
        await dispose()
        await execute(`DROP DATABASE "${database}" WITH (FORCE)`)
      }
      return shadow
    }
  }
  return new MigrationAdapter(connection)
}
