/** Runs once when a web process starts: wrong variables end it here, with a sentence, before anybody is served. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME !== 'nodejs') return
  const { startUp } = await import('@/lib/server/start-up')
  await startUp()
}
