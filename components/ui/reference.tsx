/** An id or a key: fixed width, may break anywhere, and one press selects the whole of it for copying. */
export function Reference({ children }: { children: string }) {
  return <span className="font-mono text-sm leading-6 wrap-anywhere select-all">{children}</span>
}
