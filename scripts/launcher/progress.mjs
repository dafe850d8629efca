const STEP_MS = 1000

/**
 * Says what is going on while it takes long, with the seconds running where somebody watches.
 * @template T
 * @param {string} what
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function withProgress(what, work) {
  const began = Date.now()
  const seconds = () => Math.round((Date.now() - began) / 1000)
  const watched = process.stdout.isTTY
  process.stdout.write(watched ? `${what} …` : `${what} …\n`)
  const ticking = watched ? setInterval(() => process.stdout.write(`\r${what} … ${seconds()} s`), STEP_MS) : undefined
  try {
    const result = await work()
    process.stdout.write(watched ? `\r${what}: ${seconds()} s  \n` : `  took ${seconds()} s\n`)
    return result
  } finally {
    clearInterval(ticking)
  }
}
