/** Something the person at the keyboard can put right. Its message is one sentence and is printed without a stack. */
export class Problem extends Error {}

/** What to do about a folder that PostgreSQL cannot use. */
export const ADVICE = 'move it away and start again (a new one is made), or set DATABASE_URL to a database of your own.'

/** The message of anything thrown, on one line. @param {unknown} error */
export function reason(error) {
  const { message, code } = /** @type {{ message?: string, code?: string }} */ (error ?? {})
  return (message || code || String(error)).trim().replaceAll(/\s*\n\s*/g, ' ')
}

// What the person who started us can put right: rights, space, a file where a folder should be.
const OF_THE_MACHINE = [
  'EACCES',
  'EPERM',
  'EROFS',
  'ENOSPC',
  'EDQUOT',
  'EEXIST',
  'EISDIR',
  'ENOTDIR',
  'EMFILE',
  'ENFILE',
]

/** What to print about anything thrown: a sentence where that says it all, the error with its stack where it is our bug. @param {unknown} error */
export function explain(error) {
  if (error instanceof Problem) return error.message
  const { code = '', syscall } = /** @type {NodeJS.ErrnoException} */ (error ?? {})
  return syscall && OF_THE_MACHINE.includes(code) ? `The system refuses: ${reason(error)}.` : error
}
