import { CHROMIUM_FLAGS, findChromium, leanChromium } from '../../scripts/testing/browser.mjs'

/** The browser the tests drive, and what it is started with. */
export function chromium() {
  return { ...leanChromium(chromiumPath()), args: CHROMIUM_FLAGS }
}

/** Where Chromium is. `npm test` has installed one if there was none; a runner started by itself only looks. */
export function chromiumPath(): string {
  const path = findChromium()
  if (!path) throw new Error('No Chromium: run `npm run e2e`, which installs one, or set PLAYWRIGHT_CHROMIUM_PATH.')
  return path
}
