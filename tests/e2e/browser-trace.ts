import type { BrowserContext, Page, Request, Response } from 'playwright/test'
import type { Place } from '../support/canaries'

/** What the browsers of a test sent and kept, as far as our own server or another page could read it. */
export class BrowserTrace {
  private readonly sent: Promise<Place[]>[] = []
  private readonly contexts: BrowserContext[] = []
  private readonly origin: string

  constructor(origin: string) {
    this.origin = origin
  }

  follow(context: BrowserContext): void {
    this.contexts.push(context)
    context.on('request', (request) => this.sent.push(this.placesOf(request)))
    context.on('response', (response) => this.sent.push(this.headersOf(response)))
  }

  /** Everything so far: requests to us, Referer headers to anybody, where we sent browsers, and what they keep. */
  async places(): Promise<Place[]> {
    const sent = (await Promise.all(this.sent)).flat()
    const pages = this.contexts.flatMap((context) => context.pages())
    const kept = await Promise.all(pages.map((page) => this.keptBy(page)))
    const stored = await Promise.all(
      this.contexts.map(async (context) => ({ where: 'storage', text: JSON.stringify(await context.storageState()) })),
    )
    return [...sent, ...kept.flat(), ...stored]
  }

  private async placesOf(request: Request): Promise<Place[]> {
    const url = request.url()
    const headers = await request.allHeaders().catch(() => request.headers())
    const { pathname } = new URL(url)
    const referer = { where: `Referer to ${pathname}`, text: headers.referer ?? '' }
    // What Stripe's own pages tell each other is theirs.
    if (!url.startsWith(this.origin)) return referer.text.startsWith(this.origin) ? [referer] : []
    const body = { where: `body to ${pathname}`, text: request.postData() ?? '' }
    // Stripe appends the client secret to the way back; it must get no further than that one redirect.
    if (pathname.startsWith('/api/return/')) return [referer, body]
    return [referer, body, { where: `address ${pathname}`, text: url }]
  }

  private async headersOf(response: Response): Promise<Place[]> {
    if (!response.url().startsWith(this.origin)) return []
    const headers = await response.allHeaders().catch(() => response.headers())
    const { pathname } = new URL(response.url())
    return [{ where: `headers of ${pathname}`, text: JSON.stringify(headers) }]
  }

  private async keptBy(page: Page): Promise<Place[]> {
    const session = await page.context().newCDPSession(page)
    const { entries } = await session.send('Page.getNavigationHistory')
    // Not where a redirect began: that is Stripe's own way back, which the address bar and Back never show.
    const ours = entries.filter(({ url }) => url.startsWith(this.origin)).map(({ url, title }) => ({ url, title }))
    const kept = await page.evaluate(() => [document.referrer, document.cookie, location.href, { ...sessionStorage }])
    return [
      { where: 'history', text: JSON.stringify(ours) },
      { where: `kept by ${new URL(page.url()).pathname}`, text: JSON.stringify(kept) },
    ]
  }
}
