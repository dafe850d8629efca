type Handler = (about: object) => unknown

/** `on`, `once` and `off` as elements have them. */
export class Emitter {
  private readonly handlers = new Map<string, { handler: Handler; once: boolean }[]>()

  add(event: string, handler: Handler, once: boolean): void {
    this.handlers.set(event, [...(this.handlers.get(event) ?? []), { handler, once }])
  }

  /** Without a handler all of the event's go. */
  remove(event: string, handler?: Handler): void {
    const kept = handler ? (this.handlers.get(event) ?? []).filter((each) => each.handler !== handler) : []
    this.handlers.set(event, kept)
  }

  isHeard(event: string): boolean {
    return (this.handlers.get(event) ?? []).length > 0
  }

  emit(event: string, about: object): void {
    for (const each of this.handlers.get(event) ?? []) {
      if (each.once) this.remove(event, each.handler)
      each.handler(about)
    }
  }
}
