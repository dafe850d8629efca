import { Card } from '@/components/ui/card'
import { Heading } from '@/components/ui/heading'
import { Time } from '@/components/ui/time'
import type { NotificationDto } from '@/lib/contracts/holds-and-refunds'

/** Mails as their readers get them, in the order given. */
export function MailList({ mails }: { mails: NotificationDto[] }) {
  return (
    <ol aria-label="E-mails" className="grid gap-6">
      {mails.map((mail) => (
        <MailCard key={mail.id} mail={mail} />
      ))}
    </ol>
  )
}

function MailCard({ mail: { id, title, recipient, sentAt, text } }: { mail: NotificationDto }) {
  return (
    <Card as="li" aria-labelledby={`mail-${id}`}>
      <Heading id={`mail-${id}`}>
        <span className="wrap-anywhere">{title}</span>
      </Heading>
      <p className="mt-1.5 text-sm wrap-anywhere text-muted">
        To {recipient} · <Time value={sentAt} show="minute" />
      </p>
      <p className="mt-5 wrap-anywhere whitespace-pre-line">
        {text.split('\n').map((line, place) => (
          <Line key={place}>{line}</Line>
        ))}
      </p>
    </Card>
  )
}

// A mail has its link on a line of its own. One that somebody typed into a name stays what it is: words.
function Line({ children: line }: { children: string }) {
  if (!/^https?:\/\/\S+$/.test(line)) return `${line}\n`
  return (
    <>
      <a href={line} className="text-link">
        {line}
      </a>
      {'\n'}
    </>
  )
}
