import fc from 'fast-check'

/** Ids of every spelling. */
export const UUIDS = [
  '0193f2a4-7a31-7c1e-9d5e-2f6a1b3c4d5e',
  '0193f2a4-7a31-7c1e-9d5e-2f6a1b3c4d5f',
  '0193F2A4-7A31-4C1E-AD5E-2F6A1B3C4D5E',
  '00000000-0000-0000-0000-000000000000',
]
/** Ids that turn up again and again. */
export const KNOWN = Array.from({ length: 60 }, (_, at) => `0193f2a4-7a31-7c1e-9d5e-${String(at).padStart(12, '0')}`)
const NO_UUIDS = [
  '0193f2a4-7a31-0c1e-9d5e-2f6a1b3c4d5e',
  '0193f2a4-7a31-9c1e-9d5e-2f6a1b3c4d5e',
  '0193f2a4-7a31-7c1e-7d5e-2f6a1b3c4d5e',
  '0193f2a47a317c1e9d5e2f6a1b3c4d5e',
  '{0193f2a4-7a31-7c1e-9d5e-2f6a1b3c4d5e}',
  '0193f2a4-7a31-7c1e-9d5e-2f6a1b3c4d5g',
  '0193f2a4-7a31-7c1e-9d5e-2f6a1b3c4d5e\n',
  '٠193f2a4-7a31-7c1e-9d5e-2f6a1b3c4d5e',
  "' or true --",
]

/** What no field should be fooled by: other types, edges of numbers, numbers in other scripts, and things that are large. */
export const junk = fc.oneof(
  fc.constantFrom<unknown>(
    null,
    undefined,
    true,
    false,
    '',
    ' ',
    'true',
    '1',
    '1e3',
    '0x10',
    '١٢',
    '１２',
    '0012',
    '1.0',
  ),
  fc.constantFrom<unknown>(NaN, Infinity, -Infinity, -0, 0, 0.1, 1e3, 1e21, 1e308, 5e-324, -1, 2 ** 31, 2 ** 53, 1.5),
  fc.constantFrom<unknown>(
    [],
    {},
    [1],
    [[1]],
    { amount: 1 },
    { toString: 1 },
    { valueOf: 'x' },
    { length: 3 },
    'x'.repeat(5000),
  ),
  fc.constantFrom<unknown>(JSON.parse('{"__proto__":{"amount":1}}'), nested(200), '\u0000', '\ud800', 'a\nb', '‮abc'),
  fc.constantFrom(...UUIDS, ...NO_UUIDS),
  fc.string({ maxLength: 12 }),
  fc.string({ maxLength: 6, unit: 'binary' }),
  fc.double(),
  fc.integer(),
)

function nested(depth: number): unknown {
  return depth === 0 ? 1 : [nested(depth - 1)]
}
