/**
 * Turns `current` into `wanted` in place, so that focus, selection and scroll positions outlive a refresh.
 * Siblings are matched by `data-key`, unkeyed ones by position.
 */
export function morph(current: Element, wanted: Element): void {
  // A form that somebody may be filling in.
  if (current.getAttribute('data-keep') === 'all') return
  morphAttributes(current, wanted)
  const keys = new Set([...wanted.childNodes].map(keyOf).filter((key) => key !== null))
  let at = current.firstChild
  for (const next of [...wanted.childNodes]) {
    while (at && isStale(at, next, keys)) at = removeAndAdvance(at)
    const match = findMatch(current, at, next)
    if (!match) {
      current.insertBefore(next, at)
      continue
    }
    if (match === at) at = at.nextSibling
    else current.insertBefore(match, at)
    if (match instanceof Element && next instanceof Element) morph(match, next)
    else if (match.nodeValue !== next.nodeValue) match.nodeValue = next.nodeValue
  }
  while (at) at = removeAndAdvance(at)
}

function keyOf(node: Node): string | null {
  return node instanceof Element ? node.getAttribute('data-key') : null
}

/** Keyed nodes nobody wants any more go first; otherwise they would push their siblings about, and focus with them. */
function isStale(node: Node, next: Node, keys: Set<string>): boolean {
  const key = keyOf(node)
  if (key !== null) return !keys.has(key)
  return keyOf(next) === null && node.nodeName !== next.nodeName
}

function removeAndAdvance(node: ChildNode): ChildNode | null {
  const following = node.nextSibling
  node.remove()
  return following
}

function findMatch(parent: Element, at: Node | null, next: Node): Node | undefined {
  const key = keyOf(next)
  if (key === null) return at && keyOf(at) === null && at.nodeName === next.nodeName ? at : undefined
  return [...parent.children].find((child) => keyOf(child) === key && child.nodeName === next.nodeName)
}

function morphAttributes(current: Element, wanted: Element): void {
  const wasSelected = current.hasAttribute('selected')
  for (const { name } of [...current.attributes]) {
    // Whether details are open is up to the person.
    if (!wanted.hasAttribute(name) && name !== 'open') current.removeAttribute(name)
  }
  for (const { name, value } of [...wanted.attributes]) {
    if (current.getAttribute(name) === value) continue
    current.setAttribute(name, value)
    if (name === 'value' && current instanceof HTMLInputElement) current.value = value
  }
  // What a person chose lives in properties, which no longer follow the attribute once they were touched.
  if (current instanceof HTMLInputElement) current.checked = wanted.hasAttribute('checked')
  const isSelected = wanted.hasAttribute('selected')
  if (current instanceof HTMLOptionElement && isSelected !== wasSelected) current.selected = isSelected
}
