/** What the sandbox imitates, and the version of a new account. */
export const API_VERSION = '2026-10-28.endive'
