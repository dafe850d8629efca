import 'server-only'
import type { NotificationDto } from '@/lib/contracts/holds-and-refunds'
import { isSandboxConfigured } from '../env'
import { linkSecret } from '../recovery/link-secret'
import { toNotificationDto } from './dto'
import { listSent } from './store'
import { HIDDEN_SECRET } from './write-mail'

/** How many mails the mailbox shows. */
export const NEWEST = 100

/**
 * Everybody's latest mails, the newest first, for whoever sits at this machine: there is no account to ask for. So there
 * is nothing to see unless Stripe is the sandbox, which the app allows on this machine alone.
 */
export async function listNotifications(): Promise<NotificationDto[]> {
  if (!isSandboxConfigured()) throw new Error('The mailbox is a tool of the sandbox.')
  return (await listSent(NEWEST)).flatMap((row) => {
    const mail = toNotificationDto(row)
    return mail ? { ...mail, text: withSecret(mail) } : []
  })
}

// Here this page is the mail, so the link works; what is kept has no secret. It stands on a line of its own.
function withSecret({ id, kind, text }: NotificationDto): string {
  if (kind !== 'charge_failed' && kind !== 'charge_given_up') return text
  return text.replace(new RegExp(`^(http\\S+/recover/)${HIDDEN_SECRET}$`, 'm'), `$1${linkSecret(id)}`)
}
