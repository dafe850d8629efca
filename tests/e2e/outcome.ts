import { expect } from 'playwright/test'
import type { SandboxControl } from '../support/sandbox'
import { look } from './look'
import type { Site } from './pages/site'

type Outcome = { name: string; title: string; text: string }

/**
 * Looks at one state of the page customers come back to: it is read out first, its words stand in the one live region, and
 * opening it again sends Stripe nothing but questions.
 */
export async function lookAtOutcome(site: Site, sandbox: SandboxControl, outcome: Outcome): Promise<void> {
  await expectOutcome(site, outcome)
  await look(site.page, `return-payment-${outcome.name}`)
  const sent = await sentTo(sandbox)
  await site.page.reload()
  await expectOutcome(site, outcome)
  expect(await sentTo(sandbox), 'what a second visit has sent').toEqual(sent)
}

async function expectOutcome({ page, heading, returned }: Site, { title, text }: Outcome): Promise<void> {
  await expect(heading).toHaveText(title)
  await expect(heading).toBeFocused()
  await expect(returned.status).toContainText(text)
  await expect(page.getByRole('main').locator('[role=status], [role=alert], [aria-live]')).toHaveCount(1)
}

// The newest of what changes something, as far back as a page of the journal reaches.
async function sentTo(sandbox: SandboxControl): Promise<string | undefined> {
  return (await sandbox.journal()).find(({ method }) => method !== 'GET')?.id
}
