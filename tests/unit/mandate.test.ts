import { describe, expect, it } from 'vitest'
import { noticeWords } from '@/lib/domain/mandate'

describe('the words a customer agrees to', () => {
  it('are Stripe’s recommended sentence, character for character', () => {
    expect(noticeWords('Rocket Rides').text).toBe(
      "By continuing, you authorize Rocket Rides to debit your Amazon Pay account for this payment and future payments in accordance with Rocket Rides's terms, until this authorization is revoked.",
    )
  })

  it('name the merchant as it is written, whatever characters that takes', () => {
    const { text, optInText } = noticeWords('Søn & Søn $& “Café”')
    expect(text.split('Søn & Søn $& “Café”')).toHaveLength(3)
    expect(optInText).toContain('Søn & Søn $& “Café”')
  })

  it('ask for charges while away in a sentence of its own', () => {
    const { text, optInText } = noticeWords('Rocket Rides')
    expect(text).not.toContain('while I’m not here')
    expect(optInText).toContain('while I’m not here')
  })
})
