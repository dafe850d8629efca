/** `localhost`, 127.0.0.0/8 and ::1, as a URL or a Host header spells them. */
export function isLoopbackName(hostname: string): boolean {
  const name = hostname.toLowerCase().replace(/^\[|\]$/g, '')
  if (name === 'localhost' || name.endsWith('.localhost') || name === '::1') return true
  return /^127(\.\d{1,3}){3}$/.test(name)
}
