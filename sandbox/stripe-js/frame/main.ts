import { isConnect } from '../channel'
import { PaymentFrame } from './payment-frame'

/**
 * Starts the element in its frame. Only the page that holds the frame is listened to, only under the name it gave this
 * mount, and only once: the port that comes along is the one way in and out from then on.
 */
const mount = new URLSearchParams(window.location.hash.slice(1)).get('mount') ?? ''
let connected = false

window.addEventListener('message', ({ source, data, ports }) => {
  const [port] = ports
  if (connected || source !== window.parent || !isConnect(data, mount) || !port) return
  connected = true
  new PaymentFrame(port).start()
})
