import 'server-only'
import { timingSafeEqual } from 'node:crypto'
import { AppError } from '@/lib/domain/errors'
import { env } from '../env'

/** Lets only the scheduler in, who has CRON_SECRET as its bearer token. Without that variable nobody gets in. */
export function requireCronSecret(request: Request): void {
  if (request.headers.has('cookie')) throw new AppError('ambiguous_credentials', 'Send the bearer token alone.')
  const secret = env().CRON_SECRET
  const given = Buffer.from(request.headers.get('authorization') ?? '')
  const expected = Buffer.from(`Bearer ${secret ?? ''}`)
  if (secret && given.length === expected.length && timingSafeEqual(given, expected)) return
  throw new AppError('unauthenticated', 'This is for the scheduler.')
}
