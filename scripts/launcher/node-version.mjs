/** Ends with one sentence on a Node that is too old. Imported before anything that such a Node could not even parse. */
export function requireNode() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
  if (major > 20 || (major === 20 && minor >= 19)) return
  console.error(`Mandate needs Node 20.19 or newer; this is ${process.versions.node}.`)
  process.exit(1)
}
