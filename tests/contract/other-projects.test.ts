import { execFile } from 'node:child_process'
import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { expect, it } from 'vitest'
import { freePort } from '../../scripts/launcher/ports.mjs'
import { chromium } from '../support/browser'
import { emptyFolder } from '../support/empty-folder'

/** A project of somebody else, with nothing in it but this repository, Stripe's SDK and Playwright. */
function otherProject(files: Record<string, string>): string {
  const folder = emptyFolder()
  const modules = join(folder, 'node_modules')
  mkdirSync(modules)
  symlinkSync(resolve('.'), join(modules, 'mandate'))
  for (const name of ['stripe', 'playwright', 'playwright-core'])
    symlinkSync(resolve('node_modules', name), join(modules, name))
  writeFileSync(join(folder, 'package.json'), '{ "private": true }')
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text)
  return folder
}

/** The files that the page shows, which begin with their names. */
function filesOf(page: string): Record<string, string> {
  const blocks = readFileSync(page, 'utf8').matchAll(/^```\w+\n\/\/ (\S+)\n(.*?)^```$/gms)
  return Object.fromEntries([...blocks].map(([, name = '', text = '']) => [name, text]))
}

it('the example of docs/sandbox.md runs in another project as it stands', { timeout: 120_000 }, async () => {
  const files = filesOf('docs/sandbox.md')
  expect(Object.keys(files)).toEqual(['shop.mjs', 'shop.spec.ts'])
  // Theirs would be Playwright's own browser.
  const settings = { workers: 1, timeout: 60_000, use: { launchOptions: chromium() } }
  const config = `module.exports = ${JSON.stringify(settings)}`
  const folder = otherProject({ ...files, 'playwright.config.js': config })
  const env = { ...process.env, PORT: String(await freePort()) }
  const playwright = [join(folder, 'node_modules/playwright/cli.js'), 'test', '--reporter=line']
  const { stdout } = await promisify(execFile)(process.execPath, playwright, { cwd: folder, env }).catch(
    (error) => error,
  )
  expect(stdout).toContain('3 passed')
})
