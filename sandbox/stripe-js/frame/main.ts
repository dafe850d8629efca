import { type ElementType, isConnect } from '../channel'
import { CardFrame } from './card-frame'
import { EmailFrame } from './email-frame'
import { ExpressFrame } from './express-frame'
import { FramePort, type Heard } from './frame-port'
import { PaymentFrame } from './payment-frame'

const FRAMES: Record<ElementType, new (port: FramePort, type: ElementType) => { hear: (message: Heard) => void }> = {
  payment: PaymentFrame,
  expressCheckout: ExpressFrame,
  card: CardFrame,
  cardNumber: CardFrame,
  cardExpiry: CardFrame,
  cardCvc: CardFrame,
  linkAuthentication: EmailFrame,
  contactDetails: EmailFrame,
}

/**
 * Starts the element in its frame. Only the page that holds the frame is listened to, only under the name it gave this
 * mount, and only once: the port that comes along is the one way in and out from then on.
 */
const mount = new URLSearchParams(window.location.hash.slice(1)).get('mount') ?? ''
const type = new URLSearchParams(window.location.search).get('componentName') ?? 'payment'
let connected = false

window.addEventListener('message', ({ source, data, ports }) => {
  const [port] = ports
  if (connected || source !== window.parent || !isConnect(data, mount) || !port || !isElementType(type)) return
  connected = true
  const talk = new FramePort(port)
  const frame = new FRAMES[type](talk, type)
  talk.start((message) => frame.hear(message))
})

function isElementType(name: string): name is ElementType {
  return Object.hasOwn(FRAMES, name)
}
