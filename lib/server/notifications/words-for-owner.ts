import 'server-only'
import { verificationToken } from '../auth/verification-token'
import { momentOf } from './name-things'
import type { VerificationInNews } from './store'
import type { Mail, Shop } from './write-mail'

/**
 * To whoever has an address that an account was made with. That need not be who made the account, so nothing of what they
 * typed is in it.
 */
export function verifyEmail({ id, expiresAt }: VerificationInNews, { name, origin }: Shop): Omit<Mail, 'from'> {
  return {
    title: `Confirm your e-mail for ${name}`,
    lead: `Somebody made an account at ${name} with this address. If that was you, confirm that the address is yours. If not, don’t: you need do nothing, and nothing of yours goes to that account.`,
    facts: [{ name: 'The link works until', value: momentOf(expiresAt) }],
    link: { label: 'Confirm your e-mail', url: `${origin}/verify-email/${verificationToken(id)}`, isSecret: true },
  }
}
