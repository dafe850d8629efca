import 'server-only'
import nodemailer from 'nodemailer'
import { env } from '../env'
import { NeedsPerson } from '../jobs/lease'
import { refuseOpenTransaction } from '../open-transaction'

// Well below the 30 seconds of the lease that it runs under, so that nobody else begins to send the same mail meanwhile.
const WAIT_MS = 20_000

/** `id` becomes the Message-ID, so the same id is the same mail. */
export type Delivery = { id: string; recipient: string; title: string; text: string; html: string }

/**
 * Hands one mail to the server at `url`. Throws NeedsPerson when the server will never take it, as for an address that
 * does not exist (a 5xx reply: https://www.rfc-editor.org/rfc/rfc5321#section-4.2.1), and what nodemailer throws when it may
 * take it later or when nobody knows whether it did.
 */
export async function deliverMail(url: string, { id, recipient, title, text, html }: Delivery): Promise<void> {
  refuseOpenTransaction('The mail server')
  const host = new URL(env().APP_ORIGIN).hostname
  const transport = nodemailer.createTransport(url)
  try {
    await transport.sendMail({
      from: { name: env().MERCHANT_NAME, address: env().MAIL_FROM ?? `no-reply@${host}` },
      // As an object it stays one address, whatever a guest typed.
      to: { name: '', address: recipient },
      subject: title,
      text,
      html,
      messageId: `<${id}@${host}>`,
      // Keeps absence notes from answering: https://www.rfc-editor.org/rfc/rfc3834#section-5.
      headers: { 'Auto-Submitted': 'auto-generated' },
      signal: AbortSignal.timeout(WAIT_MS),
    })
  } catch (error) {
    throw isFinal(error) ? new NeedsPerson('The mail server will not take this mail.', error) : error
  } finally {
    transport.close()
  }
}

// EENVELOPE is about sender and recipient, EMESSAGE about the words; without a reply nodemailer itself found them wrong.
function isFinal(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  const { code, responseCode } = error as { code?: unknown; responseCode?: unknown } // What nodemailer adds to its errors.
  const isAboutMail = code === 'EENVELOPE' || code === 'EMESSAGE'
  return isAboutMail && (typeof responseCode !== 'number' || responseCode >= 500)
}
