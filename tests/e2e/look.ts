import path from 'node:path'
import AxeBuilder from '@axe-core/playwright'
import type { Page } from 'playwright/test'
import { expect } from './fixtures'

const FOLDER = path.resolve('artifacts/screenshots')
const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']
// The themes differ in nothing but colours, so these are what the second one can break.
const ABOUT_COLOURS = ['color-contrast', 'link-in-text-block']
const NARROWEST = 320

/**
 * Takes a picture of the page in both themes, for people to look at, and lets nothing pass that axe finds or that has to be
 * scrolled sideways (WCAG 2.2, 1.4.10: down to 320 pixels).
 */
export async function look(page: Page, name: string): Promise<void> {
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
  const size = page.viewportSize() ?? { width: 0, height: 0 }
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme })
    const file = path.join(FOLDER, `${name}-${size.width}-${colorScheme}.png`)
    await page.screenshot({ path: file, fullPage: true, animations: 'disabled' })
    expect(await axeFindings(page, colorScheme), `${name}, ${colorScheme}`).toEqual([])
  }
  await page.emulateMedia({ colorScheme: 'light' })
  if (size.width < 640) await page.setViewportSize({ ...size, width: NARROWEST })
  expect(await sidewaysPixels(page), `${name} is wider than the window`).toBe(0)
  await page.setViewportSize(size)
}

async function axeFindings(page: Page, colorScheme: 'light' | 'dark'): Promise<string[]> {
  // In legacy mode axe needs no second page; there are no frames of another origin here.
  const axe = new AxeBuilder({ page }).setLegacyMode()
  const { violations } = await (colorScheme === 'light' ? axe.withTags(TAGS) : axe.withRules(ABOUT_COLOURS)).analyze()
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ html, failureSummary }) => `${id}: ${html} ${failureSummary}`),
  )
}

function sidewaysPixels(page: Page): Promise<number> {
  return page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
}
