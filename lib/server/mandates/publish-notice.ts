import 'server-only'
import { createHash } from 'node:crypto'
import { NOTICE_LOCALE, NOTICE_SCOPES, type NoticeScope, type NoticeWords, noticeWords } from '@/lib/domain/mandate'
import { env } from '../env'
import { insertNotice, newestNotice } from './store'

/** Publishes this build's words for this merchant as the next versions, unless the newest ones say the same. */
export async function publishNotices(): Promise<void> {
  for (const covers of NOTICE_SCOPES) await publishNotice(covers)
}

async function publishNotice(covers: NoticeScope): Promise<void> {
  const words = noticeWords(env().MERCHANT_NAME, covers)
  const hash = noticeHash(words)
  const newest = await newestNotice(NOTICE_LOCALE, covers)
  if (newest?.hash === hash) return
  const version = (newest?.version ?? 0) + 1
  // Servers that start at once collide on the version. The loser looks again: the other's words may be its own.
  if (!(await insertNotice({ ...words, hash, locale: NOTICE_LOCALE, version }))) await publishNotice(covers)
}

/** SHA-256 over notice, opt-in and version of the terms, joined by line feeds, hex: proof that nobody changed them since. */
export function noticeHash({ text, optInText, termsVersion }: Omit<NoticeWords, 'merchant' | 'covers'>): string {
  return createHash('sha256').update([text, optInText, termsVersion].join('\n')).digest('hex')
}
