import type Stripe from 'stripe'

// Nothing of the sandbox is loaded here: it runs elsewhere for most tests, and loading it takes each file a second.
export function redirectUrl(intent: Stripe.SetupIntent | Stripe.PaymentIntent): string {
  const url = intent.next_action?.redirect_to_url?.url
  if (!url) throw new Error(`${intent.id} does not redirect.`)
  return url
}

export type TestPage = { status: number; text: string; url: string; links: Record<string, string> }

/** Follows the redirects to the test page and reads its links by name. */
export async function visit(url: string): Promise<TestPage> {
  const response = await fetch(url)
  const text = await response.text()
  const anchors = [...text.matchAll(/<a\s[^>]*href="([^"]*)"[^>]*>\s*([^<]*)/g)]
  const links = anchors.map(([, href = '', name = '']) => {
    return [name.trim(), new URL(href.replaceAll('&amp;', '&'), response.url).href] as const
  })
  return { status: response.status, text, url: response.url, links: Object.fromEntries(links) }
}

type TestPageLink = `${'Authorize' | 'Fail'} Test ${'Setup' | 'Payment'}`

/** Clicks a link of the test page and answers where it leads, without going there. */
export async function choose(page: string, name: TestPageLink): Promise<URL> {
  const link = (await visit(page)).links[name]
  if (!link) throw new Error(`The page has no link ${name}.`)
  const response = await fetch(link, { redirect: 'manual' })
  return new URL(response.headers.get('location') ?? 'none:')
}
