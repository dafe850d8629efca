import type { Locator, Page } from 'playwright/test'

/** The lists of charges, and one of them: /console/charges and below. */
export class ChargesPage {
  readonly lists: Locator
  readonly nothing: Locator
  readonly problem: Locator
  readonly lines: Locator
  readonly progress: Locator
  readonly count: Locator
  readonly sum: Locator
  /** Says that a file which was started before is meant once more. */
  readonly again: Locator
  readonly outcomes: Locator
  private readonly page: Page

  constructor(page: Page) {
    const main = page.getByRole('main')
    this.page = page
    this.lists = main.getByRole('table', { name: 'Lists of charges' })
    this.nothing = main.getByRole('heading', { name: 'No lists yet' })
    this.problem = main.getByRole('alert')
    this.lines = main.getByRole('table', { name: 'Lines' })
    this.progress = main.getByRole('progressbar')
    this.count = main.getByLabel('How many charges')
    this.sum = main.getByLabel('Sum in USD')
    this.again = main.getByRole('checkbox', { name: 'I mean to charge this very file once more.' })
    this.outcomes = main.getByRole('navigation', { name: 'Outcomes' })
  }

  async open(id = '') {
    await this.page.goto(`/console/charges${id && `/${id}`}`)
  }

  /** Chooses a file of this content and sends it. */
  async upload(content: string, name = 'rides.csv') {
    await this.page.getByLabel('File').setInputFiles({ name, mimeType: 'text/csv', buffer: Buffer.from(content) })
    await this.page.getByRole('button', { name: 'Upload and look at it' }).click()
  }

  line(text: string): Locator {
    return this.lines.getByRole('row').filter({ hasText: text })
  }

  async start(count: string, sum: string) {
    await this.count.fill(count)
    await this.sum.fill(sum)
    await this.page.getByRole('button', { name: 'Start charging' }).click()
  }

  async press(name: 'Pause' | 'Resume' | 'Stop for good' | 'Throw this draft away') {
    await this.page.getByRole('button', { name }).click()
  }
}
