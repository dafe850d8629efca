import 'server-only'
import { AppError } from '@/lib/domain/errors'
import { NOTICE_LOCALE } from '@/lib/domain/mandate'
import { publishNotice } from './publish-notice'
import { type MandateNotice, newestNotice } from './store'

/** The notice that has to be on screen before anything is saved. */
export async function currentNotice(): Promise<MandateNotice> {
  const notice = await newestNotice(NOTICE_LOCALE)
  if (notice) return notice
  await publishNotice()
  return currentNotice()
}

/** The current notice, if it is the one the customer saw. Throws `notice_changed` otherwise: nothing is saved then. */
export async function requireCurrentNotice(noticeId: string): Promise<MandateNotice> {
  const notice = await currentNotice()
  if (notice.id === noticeId) return notice
  throw new AppError('notice_changed', 'The words you would agree to have changed. Please read the new ones.')
}
