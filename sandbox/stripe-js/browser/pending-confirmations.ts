/** Confirmations under way, by client secret: a second press of the button joins the first instead of paying twice. */
export class PendingConfirmations {
  private readonly running = new Map<string, Promise<unknown>>()

  constructor() {
    // A confirmation that left the page never settles; a page that comes back from the browser's memory begins anew.
    window.addEventListener('pageshow', ({ persisted }) => persisted && this.running.clear())
  }

  /** Under one secret all callers get the result of the first: what they ask for is the same intent's. */
  once<R>(secret: string, confirm: () => Promise<R>): Promise<R> {
    const running = this.running.get(secret)
    // One secret belongs to one kind of intent, and so to one kind of result.
    if (running) return running as Promise<R>
    const started = confirm()
    this.running.set(secret, started)
    const end = () => {
      if (this.running.get(secret) === started) this.running.delete(secret)
    }
    started.then(end, end)
    return started
  }
}
