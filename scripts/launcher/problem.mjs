/** Something the person at the keyboard can put right. Its message is one sentence and is printed without a stack. */
export class Problem extends Error {}

/** The message of anything thrown, on one line. @param {unknown} error */
export function reason(error) {
  const { message, code } = /** @type {{ message?: string, code?: string }} */ (error ?? {})
  return (message || code || String(error)).trim().replaceAll(/\s*\n\s*/g, ' ')
}
