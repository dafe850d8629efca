import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Model } from './model'
import { readModel } from './read-model'

/** The SDK that types an API version's answers, by the folder it is installed in. Versions that are not here have none. */
const SDKS: { [apiVersion: string]: { folder: string; declarations: string } } = {
  '2026-10-28.endive': { folder: 'stripe', declarations: 'esm/stripe.esm.node.d.ts' },
  '2025-08-27.basil': { folder: 'stripe-18', declarations: 'types/index.d.ts' },
}
const CACHE = 'artifacts/sdk-types'
const models = new Map<string, Model>()

/** How the SDK for an API version types what it is answered; reading that takes seconds, so it is kept for later runs. */
export function modelOf(apiVersion: string): Model | undefined {
  const sdk = SDKS[apiVersion]
  if (!sdk) return undefined
  const model = models.get(apiVersion) ?? kept(sdk)
  models.set(apiVersion, model)
  return model
}

/** Reads them all, so that no test's time limit has to include it. */
export function readModels(): void {
  Object.keys(SDKS).forEach(modelOf)
}

function kept({ folder, declarations }: { folder: string; declarations: string }): Model {
  const at = join('node_modules', folder)
  const { version } = JSON.parse(readFileSync(join(at, 'package.json'), 'utf8')) as { version: string }
  const reader = createHash('sha256').update(readFileSync(new URL('./read-model.ts', import.meta.url)))
  const file = join(CACHE, `${folder}-${version}-${reader.digest('hex').slice(0, 12)}.json`)
  // Written by nobody but the lines below.
  if (existsSync(file)) return JSON.parse(readFileSync(file, 'utf8')) as Model
  const model = readModel(join(at, declarations))
  mkdirSync(CACHE, { recursive: true })
  // Workers that get here at once each write the whole file.
  writeFileSync(`${file}.${process.pid}`, JSON.stringify(model))
  renameSync(`${file}.${process.pid}`, file)
  return model
}
