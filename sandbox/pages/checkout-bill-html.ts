import { escapeHtml } from './html'

/** Amounts as shown to people. */
export type Bill = {
  items: { name: string; quantity: number; amount: string }[]
  total: string
  word: 'pay' | 'book' | 'donate' | 'subscribe' | 'start_trial'
  trialDays: number | null
  /** Whether it is paid again and again. */
  repeats: boolean
  /** Whether paying also saves the method. */
  saves: boolean
}

/** What is bought, and what it comes to today. */
export function billRows({ items, total, trialDays, repeats }: Bill, merchant: string): string {
  const rows = items.map(({ name, quantity, amount }) => {
    const times = quantity === 1 ? '' : ` × ${quantity}`
    return `<div><dt>${escapeHtml(name)}${times}</dt><dd>${escapeHtml(amount)}</dd></div>`
  })
  return `<h1>${repeats ? 'Subscribe to' : 'Pay'} ${escapeHtml(merchant)}</h1>
${trialDays === null ? '' : `<p class="lead">${trialDays} days free, then as below until you cancel.</p>`}
<dl class="bill">
${rows.join('\n')}
<div class="total"><dt>${repeats ? 'Total due today' : 'Total'}</dt><dd>${escapeHtml(total)}</dd></div>
</dl>`
}

/** What the button says to somebody with a card. */
export function submitWords({ word, total }: Bill): string {
  if (word === 'subscribe') return 'Subscribe'
  return word === 'start_trial' ? 'Start trial' : `${WORDS[word]} ${total}`
}

const WORDS = { pay: 'Pay', book: 'Book', donate: 'Donate' }
