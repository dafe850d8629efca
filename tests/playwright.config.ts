import { defineConfig, devices } from 'playwright/test'
import { chromium } from './support/browser'

// Stripe answers over the network, and without webhooks some things wait for the sweep's next minute.
const patience = process.env.E2E_TARGET === 'stripe' ? 3 : 1

export default defineConfig({
  testDir: './e2e',
  outputDir: '../artifacts/playwright',
  globalSetup: './support/stack.playwright.ts',
  // Each worker has a web, a worker, a database and a world of its own; its tests run one after the other. They wait for clocks
  // and pages often enough that three keep two processors busy. Tests of one file are shared out between them, so that none
  // has nothing left to do while another is at a long file.
  workers: 3,
  fullyParallel: true,
  forbidOnly: Boolean(process.env.CI),
  timeout: 45_000 * patience,
  expect: { timeout: 10_000 * patience },
  reporter: [['list']],
  use: {
    launchOptions: chromium(),
    // Recording what may never be read costs a tenth of all time, and with pictures of every step a third. Ask for it:
    // `npx playwright test --config tests/playwright.config.ts --trace retain-on-failure`.
    trace: 'off',
    screenshot: 'only-on-failure',
    locale: 'en-US',
  },
  projects: [
    { name: 'desktop', use: { viewport: { width: 1280, height: 900 } } },
    // Chromium with a phone's size, touch and user agent; what is tagged @phone is looked at there as well.
    {
      name: 'phone',
      grep: /@phone/,
      use: {
        ...devices['Pixel 7'],
        viewport: { width: 375, height: 800 },
        deviceScaleFactor: 1,
        defaultBrowserType: 'chromium',
      },
    },
  ],
})
