import type { Model, ObjectShape, Shape } from './model'

type Hash = { [name: string]: unknown }
/**
 * `whole`: required members have to be there. What a browser is shown, and what an event says changed, are parts.
 * `nulls`: what may be absent may be null, which the types leave out where Stripe documents it: members of the v2 namespace
 * that were not asked for, and what was not set before an event.
 * `additions`: what an older SDK does not know yet is shown at its version all the same (docs.stripe.com/upgrades).
 */
type Look = { model: Model; whole: boolean; nulls: boolean; additions: boolean; found: string[] }

/**
 * What of an answer's body is not as the SDK's types require and allow: members that are missing, unknown or of another
 * kind, words that are not in the list, all the way down. Empty when everything is.
 */
export function misfits(model: Model, body: unknown, how: { whole?: boolean; additions?: boolean } = {}): string[] {
  const { whole = true, additions = false } = how
  const look = { model, whole, nulls: false, additions, found: [] }
  checkBody(look, body)
  return look.found
}

function checkBody(look: Look, body: unknown): void {
  if (!isHash(body)) return say(look, 'body', `is ${shown(body)}`)
  if (body['object'] === undefined && Array.isArray(body['data'])) return checkV2List(look, body)
  if (isHash(body['error']))
    return checkObject(look, body['error'], { at: 'error', shape: shapeAt(look, look.model.error) })
  if (body['object'] === 'list' || body['object'] === 'search_result') return checkList(look, body, 'list')
  checkNamed(look, body, String(body['object']))
}

const PAGE = {
  list: ['object', 'data', 'has_more', 'url'],
  search_result: ['object', 'data', 'has_more', 'url', 'next_page'],
}

function checkList(look: Look, body: Hash, at: string): void {
  const expected = PAGE[body['object'] as keyof typeof PAGE]
  for (const name of expected) if (!(name in body)) say(look, `${at}.${name}`, 'is missing')
  for (const name of Object.keys(body))
    if (!expected.includes(name) && name !== 'total_count') say(look, `${at}.${name}`, 'is unknown')
  if (typeof body['has_more'] !== 'boolean' || typeof body['url'] !== 'string') say(look, at, 'is no page')
  for (const item of listOf(body['data'])) checkNamed(look, item, `${at}.data`)
}

function checkV2List(look: Look, { data, next_page_url: next, previous_page_url: previous, ...more }: Hash): void {
  for (const name of Object.keys(more)) say(look, `list.${name}`, 'is unknown')
  for (const url of [next, previous])
    if (url !== null && typeof url !== 'string') say(look, 'list', `has ${shown(url)}`)
  for (const item of listOf(data)) checkNamed(look, item, 'list.data')
}

function checkNamed(look: Look, value: unknown, at: string): void {
  if (!isHash(value)) return say(look, at, `is ${shown(value)}`)
  const places = look.model.byName[String(value['object'])]
  if (!places) return say(look, at, `has the object ${shown(value['object'])}, which the SDK does not know`)
  const inner = String(value['object']).startsWith('v2.') ? { ...look, nulls: true } : look
  checkEither(inner, value, { at, shapes: places.map((object) => ({ object })) })
}

function check(look: Look, value: unknown, { at, shape }: { at: string; shape: Shape }): void {
  if (shape === 'anything') return
  if (typeof shape === 'string') return checkPlain(look, value, { at, shape })
  if ('oneOf' in shape) return shape.oneOf.includes(value as string) ? undefined : say(look, at, `is ${shown(value)}`)
  if ('either' in shape) return checkEither(look, value, { at, shapes: shape.either })
  if ('listOf' in shape) {
    if (!Array.isArray(value)) return say(look, at, `is ${shown(value)}`)
    return value.forEach((each) => check(look, each, { at: `${at}[]`, shape: shape.listOf }))
  }
  if (!isHash(value)) return say(look, at, `is ${shown(value)}`)
  if ('object' in shape) return checkObject(look, value, { at, shape: shapeAt(look, shape.object) })
  for (const [name, each] of Object.entries(value))
    if (each !== null || !look.nulls) check(look, each, { at: `${at}.${name}`, shape: shape.mapOf })
}

function checkPlain(look: Look, value: unknown, { at, shape }: { at: string; shape: string }): void {
  const is = value === null ? 'null' : typeof value
  // Stripe has no fractions: amounts are minor units, times are seconds, decimals are text.
  if (is !== shape || (is === 'number' && !Number.isInteger(value))) say(look, at, `is ${shown(value)}`)
}

function checkObject(look: Look, value: Hash, { at, shape }: { at: string; shape: ObjectShape }): void {
  for (const name of look.whole ? partsOf(shape).required : [])
    if (!(name in value)) say(look, `${at}.${name}`, `is missing (${shape.name})`)
  for (const [name, each] of Object.entries(value)) {
    const member = shape.members[name]
    const inner = name === 'previous_attributes' ? { ...look, whole: false, nulls: true } : look
    if (member?.optional && each === null && look.nulls) continue
    if (member) check(inner, each, { at: `${at}.${name}`, shape: member.shape })
    else if (!look.additions) say(look, `${at}.${name}`, `is unknown (${shape.name})`)
  }
}

/** The first alternative that fits, or of those that could be meant the one that comes closest. */
function checkEither(look: Look, value: unknown, { at, shapes }: { at: string; shapes: Shape[] }): void {
  const meant = shapes.filter((shape) => couldBe(look, value, shape))
  if (meant.length === 0) return say(look, at, `is ${shown(value)}`)
  const tries = meant.map((shape) => {
    const found: string[] = []
    check({ ...look, found }, value, { at, shape })
    return found
  })
  const closest = tries.reduce((best, each) => (each.length < best.length ? each : best))
  look.found.push(...closest)
}

/** Alternatives are told apart by their kind and by members that are one word: `object`, `deleted`, `type`. */
function couldBe(look: Look, value: unknown, shape: Shape): boolean {
  if (shape === 'anything') return true
  if (typeof shape === 'string') return shape === (value === null ? 'null' : typeof value)
  if ('oneOf' in shape)
    return typeof value === 'string' ? shape.oneOf.length > 0 : shape.oneOf.includes(value as boolean)
  if ('either' in shape) return shape.either.some((each) => couldBe(look, value, each))
  if ('listOf' in shape) return Array.isArray(value)
  if ('mapOf' in shape || !isHash(value)) return isHash(value)
  return partsOf(shapeAt(look, shape.object)).marks.every(({ name, word, optional }) =>
    value[name] === undefined ? optional : value[name] === word,
  )
}

const MARKS = ['object', 'deleted', 'type']

type Parts = { required: string[]; marks: { name: string; word: unknown; optional: boolean }[] }
const partsByShape = new WeakMap<ObjectShape, Parts>()

/** What is looked at most often, put together once. */
function partsOf(shape: ObjectShape): Parts {
  const known = partsByShape.get(shape)
  if (known) return known
  const required = Object.keys(shape.members).filter((name) => !shape.members[name]?.optional)
  const marks = MARKS.flatMap((name) => {
    const member = shape.members[name]
    const words = typeof member?.shape === 'object' && 'oneOf' in member.shape ? member.shape.oneOf : []
    return words.length === 1 ? [{ name, word: words[0], optional: member?.optional === true }] : []
  })
  partsByShape.set(shape, { required, marks })
  return { required, marks }
}

function shapeAt({ model }: Look, place: number): ObjectShape {
  const shape = model.objects[place]
  if (!shape) throw new Error(`The model has no object ${place}.`)
  return shape
}

function say({ found }: Look, at: string, what: string): void {
  found.push(`${at} ${what}`)
}

function listOf(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [undefined]
}

function isHash(value: unknown): value is Hash {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function shown(value: unknown): string {
  return JSON.stringify(value)?.slice(0, 60) ?? 'missing'
}
