import 'server-only'
import type { NotificationDto } from '@/lib/contracts/holds-and-refunds'
import type { FoundNotification } from './store'

/** A mail as it was handed over; null for one that was not yet. */
export function toNotificationDto({
  id,
  kind,
  recipient,
  title,
  text,
  sentAt,
}: FoundNotification): NotificationDto | null {
  if (title === null || text === null || sentAt === null) return null
  return { id, kind, recipient, title, text, sentAt: sentAt.toISOString() }
}
