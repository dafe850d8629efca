import { Link } from '@/components/ui/link'
import { Quote } from '@/components/ui/quote'

export type Notice = { id: string; text: string; optInText: string }

type Props = { id?: string; text: string; merchant: string }

/** Must be on screen before the customer confirms. The same words are kept with the mandate. */
export function MandateNotice({ id = 'mandate-notice', text, merchant }: Props) {
  return (
    <Quote
      id={id}
      source={
        <Link href="/terms" target="_blank" className="text-link">
          Read {merchant}’s terms for saved payment methods
        </Link>
      }
    >
      {text}
    </Quote>
  )
}
