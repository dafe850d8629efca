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

/** @param {{ sandbox: string, secretKey: string, publishableKey: string, notes: string[] }} started */
export function printSandboxSummary({ sandbox, secretKey, publishableKey, notes }) {
  const rows = [
    ['Address', sandbox],
    ['Stripe.js', `${sandbox}/endive/stripe.js`],
    ['Keys', `${secretKey}  ${publishableKey}`],
    ['', 'any other pair of test keys opens a world of its own'],
    ['Stop', 'Ctrl-C'],
  ]
  print(['The sandbox is running.', rows, notes])
}

/** @param {[string, string[][], string[]]} summary */
function print([title, rows, notes]) {
  const lines = rows.map(([label = '', value = '']) => `  ${paint('bold', label.padEnd(10))} ${value}`)
  console.log(['', `  ${paint('green', title)}`, '', ...lines, ...notes.map((note) => `\n  ${note}`), ''].join('\n'))
}
