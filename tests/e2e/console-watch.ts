import type { BrowserContext } from 'playwright/test'

/** Collects what the browsers of one test complain about: errors of scripts, refused resources, broken policy. */
export class ConsoleWatch {
  private readonly complaints: string[] = []
  private readonly expected: RegExp[] = []

  watch(context: BrowserContext): void {
    context.on('weberror', (error) => this.complaints.push(error.error().stack ?? String(error.error())))
    context.on('console', (message) => {
      const isComplaint = message.type() === 'error' || message.text().includes('Content Security Policy')
      if (isComplaint) this.complaints.push(`${message.text()} (${message.location().url})`)
    })
  }

  /** Complaints that the test provokes itself. */
  allow(pattern: RegExp): void {
    this.expected.push(pattern)
  }

  unexpected(): string[] {
    return this.complaints.filter((complaint) => !this.expected.some((pattern) => pattern.test(complaint)))
  }
}
