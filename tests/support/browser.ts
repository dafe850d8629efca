import { CHROMIUM_FLAGS, findChromium, findWholeChromium, leanChromium } from '../../scripts/testing/browser.mjs'

/** The browser the tests drive, and what it is started with. */
export function chromium() {
  return { ...leanChromium(found(findChromium())), args: CHROMIUM_FLAGS }
}

/** The same with everything that people's browsers have. */
export function wholeChromium() {
  return { ...leanChromium(found(findWholeChromium())), args: CHROMIUM_FLAGS }
}

// `npm test` has installed one if there was none; a runner started by itself only looks.
function found(path: string | undefined): string {
  if (!path) throw new Error('No Chromium: run `npm run e2e`, which installs one, or set PLAYWRIGHT_CHROMIUM_PATH.')
  return path
}
