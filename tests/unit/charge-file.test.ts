import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { AppError } from '@/lib/domain/errors'
import { readChargeFile } from '@/lib/server/charge-batches/read-charge-file'

const HEAD = 'customer,amount,currency,description,reference'
const read = (text: string) => readChargeFile(new TextEncoder().encode(text))

describe('a file of charges', () => {
  it.each(['\n', '\r\n', '\r'])(
    'names the right line, with some lines that end in %j and others in something else',
    (end) => {
      const file = [
        HEAD,
        'a@example.com,1.00,usd,Ride,',
        '"b@example.com",2.00,usd,"two\r\nlines",',
        'c@example.com,3.00,usd,Ride,',
      ]
      const [head = '', ...rest] = file
      for (const text of [`${head}\n${rest.join(end)}`, `${head}${end}${rest.join('\n')}`])
        expect(read(text).map(({ line, who, fault }) => [line, who, fault])).toEqual([
          [2, 'a@example.com', null],
          [3, 'b@example.com', null],
          [5, 'c@example.com', null],
        ])
    },
  )

  it.each([
    ['in every line', 'a"b"c,\n'],
    ['everywhere in one line', 'a"b'],
    // Mending every line of it takes minutes, and would not end before the time this has.
  ])('with marks out of place %s is given up at once', { timeout: 30_000 }, (_where, broken) => {
    expect(() => read(`${HEAD}\n${broken.repeat(700_000)}`)).toThrow(
      expect.objectContaining({ code: 'file_unreadable' }),
    )
  })

  it('is read with a place of its own for every line, in their order, however it is broken', () => {
    const piece = fc.constantFrom(
      ...[
        'a@example.com',
        '12.00',
        'usd',
        'Ride',
        ',',
        ',',
        ',',
        ',',
        '"',
        '""',
        '\n',
        '\n',
        '\r\n',
        '\r',
        ' ',
        ';',
        '\t',
      ],
      ...['a,1,usd,Ride,\n', '"a\nb"', '"a\r\nb"', '"a\rb"', '\n\n', 'a,"b"c,d\n'],
    )
    const file = fc.array(piece, { minLength: 1, maxLength: 40 }).map((pieces) => pieces.join(''))
    fc.assert(
      fc.property(file, fc.constantFrom('\n', '\r\n', '\r'), (body, end) => {
        let lines: number[] = []
        try {
          lines = read(`${HEAD}${end}${body}`).map(({ line }) => line)
        } catch (error) {
          if (!(error instanceof AppError)) throw error
        }
        expect(lines).toEqual([...new Set(lines)].toSorted((a, b) => a - b))
        for (const line of lines) expect(line).toBeGreaterThan(1)
      }),
      { numRuns: 500 },
    )
  })
})
