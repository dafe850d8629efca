import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { countPlaywright, countVitest } from '../../scripts/testing/counts.mjs'
import { emptyFolder } from '../support/empty-folder'

const file = join(emptyFolder(), 'result.json')

function written(result: object): string {
  writeFileSync(file, JSON.stringify(result))
  return file
}

const vitest = (changes: object) =>
  countVitest(
    written({ numPassedTests: 3, numFailedTests: 0, numPendingTests: 0, numTodoTests: 0, testResults: [], ...changes }),
  )
const playwright = (stats: object, errors: object[] = []) =>
  countPlaywright(written({ stats: { expected: 3, unexpected: 0, flaky: 0, skipped: 0, ...stats }, errors }))

describe("what Vitest's reporter wrote", () => {
  it('counts tests that were skipped or are still to be written as skipped', () => {
    expect(vitest({ numPendingTests: 1, numTodoTests: 2 })).toEqual({ passed: 3, failed: 0, skipped: 3 })
  })

  it('counts a failed test once', () => {
    const testResults = [{ status: 'failed', assertionResults: [{ status: 'passed' }, { status: 'failed' }] }]
    expect(vitest({ numFailedTests: 1, testResults })).toEqual({ passed: 3, failed: 1, skipped: 0 })
  })

  it('counts a file that could not be loaded as a failure', () => {
    const testResults = [
      { status: 'failed', assertionResults: [] },
      { status: 'passed', assertionResults: [{ status: 'passed' }] },
    ]
    expect(vitest({ testResults })).toEqual({ passed: 3, failed: 1, skipped: 0 })
  })
})

describe("what Playwright's reporter wrote", () => {
  it('counts a test that passed only when repeated as failed', () => {
    expect(playwright({ unexpected: 1, flaky: 1, skipped: 2 })).toEqual({ passed: 3, failed: 2, skipped: 2 })
  })

  it('counts an error outside of all tests as a failure', () => {
    expect(playwright({}, [{ message: 'The web did not start.' }])).toEqual({ passed: 3, failed: 1, skipped: 0 })
  })
})

it('is no result when the runner has written none', () => {
  const missing = join(emptyFolder(), 'none.json')
  expect(() => countVitest(missing)).toThrow('ENOENT')
  expect(() => countPlaywright(missing)).toThrow('ENOENT')
})
