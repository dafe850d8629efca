import 'server-only'
import type { NotificationDto } from '@/lib/contracts/holds-and-refunds'
import { isSandboxConfigured } from '../env'
import { toNotificationDto } from './dto'
import { listSent } from './store'

/** How many mails the mailbox shows. */
export const NEWEST = 100

/**
 * Everybody's latest mails, the newest first, for whoever sits at this machine: there is no account to ask for. So there
 * is nothing to see unless Stripe is the sandbox, which the app allows on this machine alone.
 */
export async function listNotifications(): Promise<NotificationDto[]> {
  if (!isSandboxConfigured()) throw new Error('The mailbox is a tool of the sandbox.')
  return (await listSent(NEWEST)).flatMap((row) => toNotificationDto(row) ?? [])
}
