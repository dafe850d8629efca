import type { ElementEvent, FromFrame, ToFrame } from '../channel'

/** What is left to a frame of what the page says. */
export type Heard = Exclude<ToFrame, { type: 'settle' }>

/** The talk of an element's frame with the shop's page: one private channel, and what every element says by itself. */
export class FramePort {
  readonly root: HTMLElement
  private readonly port: MessagePort

  constructor(port: MessagePort) {
    this.port = port
    this.root = document.getElementById('element') ?? document.body
  }

  start(hear: (message: Heard) => void): void {
    this.port.onmessage = ({ data }: MessageEvent<ToFrame>) =>
      data.type === 'settle' ? this.settle(data.id) : hear(data)
    new ResizeObserver(() => this.sayHeight()).observe(this.root)
    this.sayHeight()
    window.addEventListener('focus', () => this.say('focus', {}))
    window.addEventListener('blur', () => this.say('blur', {}))
    window.addEventListener('keydown', ({ key }) => key === 'Escape' && this.say('escape', {}))
  }

  say(name: ElementEvent, about: object): void {
    this.post({ type: 'event', name, about })
  }

  post(message: FromFrame): void {
    this.port.postMessage(message)
  }

  private settle(id: number): void {
    this.sayHeight()
    this.post({ type: 'answer', id, answer: { value: null } })
  }

  private sayHeight(): void {
    this.post({ type: 'height', height: Math.ceil(this.root.getBoundingClientRect().height) })
  }
}
