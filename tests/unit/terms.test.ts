import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { TERMS_VERSION } from '@/lib/domain/mandate'

const SOURCES = ['charging-terms.tsx', 'leaving-terms.tsx', 'terms-titles.ts', 'shop-facts.ts']

/** SHA-256 over the sources of each wording of the terms that customers have agreed to. Add a line; never change one. */
const WORDINGS: Record<string, string> = {
  '2026-11-01': '9791e199366307dc3851e1aa1a59f5d92c9b25da53c3b1bf3573d576fbb394ef',
  '2026-11-21': 'c906f8cde7b366c2444ca3a8248f25f6a6240a58254e47c315d97d267558072b',
  '2026-11-22': 'a6f1dc488fdbfcd240fde28c54e1c9a965974c4c0431b2ea1c7d6a1f312fab98',
  '2026-11-23': '42fd1bf532471bf1e66c36cb2975b56927f9e3be31f08716237b9c2ed468c12e',
}

it('terms that were reworded have a new version, because every notice refers to one', () => {
  const texts = SOURCES.map((name) => readFileSync(new URL(`../../components/shop/${name}`, import.meta.url), 'utf8'))
  const hash = createHash('sha256').update(texts.join('\n')).digest('hex')
  expect(WORDINGS[TERMS_VERSION], 'The terms have changed: set TERMS_VERSION and add its hash here.').toBe(hash)
})
