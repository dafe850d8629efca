const UUID = '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}'
const PATHS = [
  /^\/$/,
  /^\/(orders|subscriptions|wallet(\/add)?)$/,
  /^\/console(\/(payments|holds|disputes|attention|ledger|charges(\/choose)?))?$/,
  new RegExp(`^/(wallet/add|checkout|return|mandates|orders|console/(customers|payments|charges))/${UUID}$`),
]

/** Where to go after signing in: one of our own pages by an exact pattern, or the wallet. Never another origin. */
export function nextPath(wanted: string | undefined): string {
  return wanted !== undefined && PATHS.some((path) => path.test(wanted)) ? wanted : '/wallet'
}
