import { paint } from './log.mjs'

/** @typedef {{ role: string, email: string, password: string }} Account */

/**
 * What somebody has to know who has just started all this.
 * @param {{ origin: string, sandbox?: string | undefined, accounts: Account[], notes: string[], seconds: string }} started
 */
export function printSummary({ origin, sandbox, accounts, notes, seconds }) {
  const merchant = accounts.some(({ role }) => role === 'merchant')
  const places = [
    ['Shop', origin],
    ...(merchant ? [['Console', `${origin}/console`]] : []),
    ...(sandbox ? [['Sandbox', `${sandbox}  (Stripe's test mode, on this machine)`]] : []),
  ]
  const people = accounts.map(({ role, email, password }, i) => [
    i ? '' : 'Sign in',
    `${email}  password ${password}  (${role})`,
  ])
  const rows = [...places, ...people, ['Stop', 'Ctrl-C']]
  print([`Mandate is running (ready in ${seconds} s).`, rows, notes])
}

/**
 * What somebody has to know who wants a program of their own to talk to the sandbox.
 * @param {{ sandbox: string, secretKey: string, publishableKey: string, notes: string[], forwarded: { url: string, secret: string }[] }} started
 */
export function printSandboxSummary({ sandbox, secretKey, publishableKey, notes, forwarded }) {
  const { hostname, port } = new URL(sandbox)
  const rows = [
    ['Address', sandbox],
    ['Keys', `${secretKey}  ${publishableKey}`],
    ['', 'any other pair sk_test_x, pk_test_x opens a world of its own'],
    ['Node', `new Stripe('${secretKey}', { host: '${hostname}', port: ${port}, protocol: 'http' })`],
    ['curl', `curl ${sandbox}/v1/customers -u ${secretKey}: -d email=sam@example.com`],
    ['Browser', `<script src="${sandbox}/endive/stripe.js"></script> before your own`],
    ...forwarded.flatMap(({ url, secret }) => [
      ['Webhooks', url],
      ['', `signed with ${secret}`],
    ]),
    ...(forwarded.length ? [['', 'for what is done with these keys; choose others with --key']] : []),
    ['World', `${sandbox}/#${secretKey.replace(/^sk_test_/, '')} shows everything that happens`],
    ['More', 'docs/sandbox.md: other languages, webhooks, the clock, faults, Playwright'],
    ['Stop', 'Ctrl-C'],
  ]
  print(['The sandbox is running.', rows, notes])
}

/** @param {[string, string[][], string[]]} summary */
function print([title, rows, notes]) {
  const lines = rows.map(([label = '', value = '']) => `  ${paint('bold', label.padEnd(10))} ${value}`)
  console.log(['', `  ${paint('green', title)}`, '', ...lines, ...notes.map((note) => `\n  ${note}`), ''].join('\n'))
}
