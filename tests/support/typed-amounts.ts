import fc from 'fast-check'

/** What somebody may type where an amount is asked for. */
export const typedAmounts = fc.oneof(
  { weight: 4, arbitrary: fc.tuple(fc.nat(1_100_000), fc.nat(999)).map(([whole, part]) => `${whole}.${part}`) },
  {
    weight: 3,
    arbitrary: fc
      .tuple(fc.nat(1_100_000), fc.nat(99))
      .map(([whole, part]) => `${whole}.${String(part).padStart(2, '0')}`),
  },
  { weight: 2, arbitrary: fc.nat(110_000_000).map(String) },
  { weight: 2, arbitrary: fc.stringMatching(/^[ \t]?[0-9]{0,10}\.{0,2}[0-9]{0,4}[ \n]?$/) },
  { weight: 2, arbitrary: fc.stringMatching(/^[-+0-9.,e xX_٣３½]{0,8}$/) },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      '',
      ' ',
      'NaN',
      'Infinity',
      '1e3',
      '0x10',
      '１２',
      '٣',
      '1,000.00',
      '$5',
      '0',
      '0.00',
      '00.01',
      '1.',
      '.5',
    ),
  },
)
