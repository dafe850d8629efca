/** Joins class names and leaves out what is false, so that a condition can stand in the list. */
export function cx(...names: (string | false | undefined)[]): string {
  return names.filter(Boolean).join(' ')
}
