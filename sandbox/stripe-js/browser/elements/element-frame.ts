import type { StripeError } from '@stripe/stripe-js'
import {
  type Answer,
  type Connect,
  ELEMENT_FRAMES,
  type ElementType,
  type FromFrame,
  type Question,
  type ToFrame,
} from '../../channel'
import { CONNECTION_ERROR } from '../api'

type Told = Extract<FromFrame, { type: 'event' }>
type Listener = { opened: () => void; told: (message: Told) => void; lost: (error: StripeError) => void }

/** How long a frame that has loaded may stay silent. */
const SILENT_MILLISECONDS = 10_000

let frames = 0

/**
 * The iframe in which an element lives, on Stripe's own origin, and the private channel to it. The channel is handed
 * over anew whenever the frame loads, to Stripe's origin only, so that nobody else ever holds an end of it.
 */
export class ElementFrame {
  private readonly iframe: HTMLIFrameElement
  private readonly mount = randomName()
  private readonly asked = new Map<number, (answer: Answer<unknown>) => void>()
  private port: MessagePort | undefined
  private silence: number | undefined

  private readonly base: string
  private readonly listener: Listener

  constructor(base: string, type: ElementType, listener: Listener) {
    this.base = base
    this.listener = listener
    const { page, title } = ELEMENT_FRAMES[type]
    this.iframe = createIframe(
      `${base}/endive/elements-inner-${page}.html?componentName=${type}#mount=${this.mount}`,
      title,
    )
    this.iframe.addEventListener('load', () => this.connect())
  }

  get isOnPage(): boolean {
    return this.iframe.isConnected
  }

  putInto(container: Element): void {
    container.append(this.iframe)
  }

  remove(): void {
    window.clearTimeout(this.silence)
    this.port?.close()
    this.port = undefined
    this.iframe.remove()
    this.giveUp()
  }

  post(message: ToFrame): void {
    this.port?.postMessage(message)
  }

  /** What became of a question whose frame went away is not known, as with a lost connection. */
  ask<T>(question: Question): Promise<Answer<T>> {
    return this.answerTo((id) => ({ type: 'ask', id, question }))
  }

  /** Once what was posted before has its place on the page; or after a second, when nobody says so. */
  async settled(): Promise<void> {
    const second = new Promise<void>((resolve) => window.setTimeout(resolve, 1000))
    await Promise.race([second, this.answerTo((id) => ({ type: 'settle', id }))])
  }

  private answerTo<T>(message: (id: number) => ToFrame): Promise<Answer<T>> {
    if (!this.port) return Promise.resolve({ error: CONNECTION_ERROR })
    const id = nextId()
    return new Promise((resolve) => {
      // What is asked fixes what it is answered with.
      this.asked.set(id, (answer) => resolve(answer as Answer<T>))
      this.post(message(id))
    })
  }

  private connect(): void {
    this.port?.close()
    this.giveUp()
    const { port1, port2 } = new MessageChannel()
    this.port = port1
    // Everything that comes through a port comes from the document that was given its other end.
    port1.onmessage = ({ data }: MessageEvent<FromFrame>) => this.hear(data)
    const hello: Connect = { stripeElement: 'connect', mount: this.mount }
    this.iframe.contentWindow?.postMessage(hello, this.base, [port2])
    window.clearTimeout(this.silence)
    this.silence = window.setTimeout(() => this.listener.lost(CONNECTION_ERROR), SILENT_MILLISECONDS)
    this.listener.opened()
  }

  private hear(message: FromFrame): void {
    window.clearTimeout(this.silence)
    if (message.type === 'height') this.iframe.style.height = `${message.height}px`
    if (message.type === 'event') this.listener.told(message)
    if (message.type !== 'answer') return
    this.asked.get(message.id)?.(message.answer)
    this.asked.delete(message.id)
  }

  private giveUp(): void {
    this.asked.forEach((answer) => answer({ error: CONNECTION_ERROR }))
    this.asked.clear()
  }
}

let questions = 0

function nextId(): number {
  questions += 1
  return questions
}

function randomName(): string {
  return [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, '0')).join('')
}

function createIframe(src: string, title: string): HTMLIFrameElement {
  const iframe = document.createElement('iframe')
  frames += 1
  iframe.name = `__privateStripeFrame${frames}`
  iframe.title = title
  iframe.allow = 'payment *; publickey-credentials-get *; clipboard-read *'
  iframe.src = src
  // Property by property: a style attribute would fall to the shop's Content-Security-Policy. The margin leaves room
  // for the focus ring, and one colour scheme on both sides keeps the frame transparent.
  Object.assign(iframe.style, {
    border: 'none',
    colorScheme: 'light',
    display: 'block',
    height: '0px',
    margin: '-4px',
    maxWidth: 'none',
    width: 'calc(100% + 8px)',
  })
  return iframe
}
