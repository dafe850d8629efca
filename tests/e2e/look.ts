import path from 'node:path'
import AxeBuilder from '@axe-core/playwright'
import type { Page } from 'playwright/test'
import { expect } from './fixtures'

const FOLDER = path.resolve('artifacts/screenshots')
const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']
// Of a width and a theme that were both looked at already, these are what the pair of them can break.
const ABOUT_COLOURS = ['color-contrast', 'link-in-text-block']
const DESKTOP = { width: 1280, height: 900 }
const PHONE = { width: 375, height: 800 }
const NARROWEST = { width: 320, height: 800 }
// In an order that changes one thing at a time and ends with the light theme, as a page begins. Each width and each theme
// is in two of them, so the two that are always looked at leave out no layout and no colour, only how they are paired.
const PAIRS = [
  { size: DESKTOP, colorScheme: 'light', isAlways: true },
  { size: DESKTOP, colorScheme: 'dark', isAlways: false },
  { size: PHONE, colorScheme: 'dark', isAlways: true },
  { size: PHONE, colorScheme: 'light', isAlways: false },
] as const
// Nobody looks at the pictures of a run that nobody watches.
const TAKES_PICTURES = !process.env.CI || process.env.PICTURES !== undefined
const LOOKS = PAIRS.filter(({ isAlways }) => isAlways || process.env.PICTURES === 'all')
// A script that does nothing: axe is told to be loaded again before each run.
const LOADED_ALREADY = '0'
const ELEMENT = 'iframe[title="Secure payment input frame"]'
const EXPRESS = 'iframe[title="Secure express checkout frame"]'

/**
 * Takes pictures of the page as wide as on a desktop in the light theme and as on a phone in the dark one, for people to
 * look at, and with `PICTURES=all` the other two pairs as well (with `CI` set only where `PICTURES` is set too); lets nothing
 * pass that axe finds in any of them, or that has to be scrolled sideways (WCAG 2.2, 1.4.10: down to 320 pixels).
 *
 * How a spec uses it: bring the page into a state once, wait by an assertion until it shows, then `await look(page, name)`.
 * The pictures are `<name>-1280-light.png` and so on, so each name belongs to one state of one page. The spec needs no
 * `@phone`, which is for journeys that a phone's touch or browser may change: the window changes its size here, and has
 * its size and the light theme back afterwards. A look takes seconds in which the page goes on, so whatever would end the
 * state by itself (a retry, a timeout) has to be held first, and a describe with many looks says `test.slow()`.
 */
export async function look(page: Page, name: string): Promise<void> {
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
  const before = page.viewportSize() ?? DESKTOP
  for (const { size, colorScheme, isAlways } of LOOKS) {
    await page.emulateMedia({ colorScheme })
    await page.setViewportSize(size)
    await showAllFrames(page)
    for (const frame of [EXPRESS, ELEMENT]) await paintElement(page, frame)
    await endTransitions(page)
    const file = path.join(FOLDER, `${name}-${size.width}-${colorScheme}.png`)
    if (TAKES_PICTURES) await page.screenshot({ path: file, fullPage: true, animations: 'disabled' })
    const findings = await axeFindings(page, { colorScheme, isThorough: isAlways })
    expect(findings, `${name}, ${size.width} pixels, ${colorScheme}`).toEqual([])
    await expectNoSideways(page, name)
  }
  await page.emulateMedia({ colorScheme: 'light' })
  await page.setViewportSize(NARROWEST)
  await expectNoSideways(page, name)
  await page.setViewportSize(before)
}

// A colour on its way from one theme to the other is nobody's choice.
async function endTransitions(page: Page): Promise<void> {
  await page.evaluate(() => {
    const isFinite = (animation: Animation) => Number.isFinite(animation.effect?.getComputedTiming().endTime)
    document
      .getAnimations()
      .filter(isFinite)
      .forEach((animation) => animation.finish())
  })
}

// Two frames far apart are in sight together only in a window as high as the page.
async function showAllFrames(page: Page): Promise<void> {
  const { width, height } = page.viewportSize() ?? DESKTOP
  if ((await page.locator(EXPRESS).count()) === 0) return
  const needed = await page.evaluate(() => document.documentElement.scrollHeight)
  await page.setViewportSize({ width, height: Math.max(height, needed) })
}

// Chromium neither lays out nor paints another site's frame that is out of sight.
async function paintElement(page: Page, frame: string): Promise<void> {
  const element = page.locator(frame)
  if ((await element.count()) === 0) return
  // Stripe's button is there before anybody may see it. It has no height until it was painted, so that tells nothing.
  if (!(await element.evaluate((iframe) => iframe.checkVisibility({ visibilityProperty: true })))) return
  await element.scrollIntoViewIfNeeded()
  const drawn = page.frameLocator(frame).locator('#element')
  // It is measured after each change, and the page makes room for it.
  await expect(async () => {
    const [room, needed] = [await element.boundingBox(), await drawn.evaluate((root) => root.getBoundingClientRect())]
    expect(Math.abs((room?.height ?? 0) - needed.height)).toBeLessThan(2)
    expect(Math.abs((room?.width ?? 0) - needed.width)).toBeLessThan(12)
  }).toPass({ intervals: [50], timeout: 5000 })
}

type Depth = { colorScheme: 'light' | 'dark'; isThorough: boolean }

async function axeFindings(page: Page, { colorScheme, isThorough }: Depth): Promise<string[]> {
  // Frames of another origin can be reached from a second page only, which a page without frames does not need.
  const isAlone = page.frames().length === 1
  const isLoaded = isAlone && (await page.evaluate(() => 'axe' in window))
  const axe = new AxeBuilder({ page, ...(isLoaded && { axeSource: LOADED_ALREADY }) })
    .setLegacyMode(isAlone)
    .options({ resultTypes: ['violations'] })
  // Stripe's frame lets the page shine through, which axe takes for white.
  if (!isAlone && colorScheme === 'dark') axe.exclude(ELEMENT)
  const { violations } = await (isThorough ? axe.withTags(TAGS) : axe.withRules(ABOUT_COLOURS)).analyze()
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ html, failureSummary }) => `${id}: ${html} ${failureSummary}`),
  )
}

async function expectNoSideways(page: Page, name: string): Promise<void> {
  const pixels = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
  expect(pixels, `${name} is wider than a window of ${page.viewportSize()?.width} pixels`).toBe(0)
}
