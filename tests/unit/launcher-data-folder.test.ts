import { mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { prepareDataFolder } from '../../scripts/launcher/data-folder.mjs'
import { keep, readKept } from '../../scripts/launcher/kept.mjs'
import { emptyFolder } from '../support/empty-folder'

describe('the data folder', () => {
  it('is made with all above it', () => {
    const folder = join(emptyFolder(), 'a', 'b')
    prepareDataFolder(folder)
    expect(statSync(folder).isDirectory()).toBe(true)
    expect(() => prepareDataFolder(folder)).not.toThrow()
  })

  it('is refused in one sentence where none can be made', () => {
    const file = join(emptyFolder(), 'file')
    writeFileSync(file, '')
    expect(() => prepareDataFolder(file)).toThrow(/^The data folder .*file is a file \(.*\): put that right/)
    expect(() => prepareDataFolder(join(file, 'below'))).toThrow(/below cannot be made \(.*\): put that right/)
  })

  it('is refused below /proc, where asking for a folder could go on for ever', () => {
    expect(() => prepareDataFolder('/proc/mandate/data')).toThrow('The data folder /proc/mandate/data cannot be made')
  })
})

describe('what is made up once', () => {
  it('is the same at every start, and readable for its owner only', () => {
    const folder = emptyFolder()
    const first = readKept(folder)
    keep(folder, { databasePort: 5433 })
    expect(readKept(folder)).toEqual({ ...first, databasePort: 5433 })
    expect(statSync(join(folder, 'launcher.json')).mode & 0o777).toBe(0o600)
  })

  it('is another in another folder', () => {
    expect(readKept(emptyFolder()).clusterId).not.toBe(readKept(emptyFolder()).clusterId)
  })

  it.each(['[]', 'null', '{}', '{"authSecret"', '"text"', '5'])('is not replaced when damaged (%s)', (text) => {
    const folder = emptyFolder()
    writeFileSync(join(folder, 'launcher.json'), text)
    expect(() => readKept(folder)).toThrow(`move the whole folder ${folder} away and start again, a new one is made.`)
    expect(readFileSync(join(folder, 'launcher.json'), 'utf8')).toBe(text)
  })

  it.each([{ sandboxKeys: 5 }, { databasePort: 'abc' }, { sandboxPort: 0 }, { endpoint: { id: 'we_1' } }])(
    'names the member that is damaged (%o)',
    (damage) => {
      const folder = emptyFolder()
      readKept(folder)
      const file = join(folder, 'launcher.json')
      writeFileSync(file, JSON.stringify({ ...(JSON.parse(readFileSync(file, 'utf8')) as object), ...damage }))
      expect(() => readKept(folder)).toThrow(`${Object.keys(damage)[0]} is missing or damaged`)
    },
  )

  it('says so when it cannot be read at all', () => {
    const folder = emptyFolder()
    mkdirSync(join(folder, 'launcher.json'))
    expect(() => readKept(folder)).toThrow(/^.*launcher\.json cannot be used \(.*\): move the whole folder/)
  })
})
