import 'server-only'
import { AppError } from '@/lib/domain/errors'
import { NOTICE_LOCALE, type NoticeScope } from '@/lib/domain/mandate'
import { publishNotices } from './publish-notice'
import { type MandateNotice, newestNotice } from './store'

/** The notice that has to be on screen before anything is saved. */
export async function currentNotice(covers: NoticeScope = 'amazon_pay'): Promise<MandateNotice> {
  const notice = await newestNotice(NOTICE_LOCALE, covers)
  if (notice) return notice
  await publishNotices()
  return currentNotice(covers)
}

/** The current notice, if it is the one the customer saw. Throws `notice_changed` otherwise: nothing is saved then. */
export async function requireCurrentNotice(
  noticeId: string,
  covers: NoticeScope = 'amazon_pay',
): Promise<MandateNotice> {
  const notice = await currentNotice(covers)
  if (notice.id === noticeId) return notice
  throw new AppError('notice_changed', 'The words you would agree to have changed. Please read the new ones.')
}
