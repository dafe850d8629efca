export const redirectStyle = `
main {
  width: min(30rem, 100% - 2rem);
  margin: clamp(1.25rem, 7vw, 6rem) auto 2rem;
  padding: clamp(1.25rem, 5vw, 2.25rem);
  background: var(--surface);
  border: 1px solid var(--line);
  border-radius: 12px;
  box-shadow: var(--shadow);
  overflow-wrap: anywhere;
}
.kicker { font: 600 .8125rem/1.4 var(--mono); color: var(--muted); }
h1 { margin-top: .5rem; font-size: 1.5rem; line-height: 1.25; letter-spacing: -.01em; text-wrap: balance; }
.lead { margin-top: 1rem; font-size: 1.0625rem; text-wrap: pretty; }
.ended { padding: .75rem 1rem; background: var(--sunken); border-left: 4px solid var(--line-strong); }
.actions { display: grid; gap: .75rem; margin-top: 1.5rem; padding: 0; list-style: none; }
.button {
  display: flex; align-items: center; justify-content: center;
  min-height: 48px; padding: .5rem 1rem;
  border: 1px solid var(--line-strong); border-radius: var(--radius);
  color: var(--text); font-weight: 600; text-align: center; text-decoration: none;
  transition: background-color .12s, border-color .12s;
}
.button:hover { background: var(--sunken); color: var(--text); border-color: var(--text); }
.button.primary { background: var(--accent); border-color: var(--accent); color: var(--on-accent); }
.button.primary:hover { background: var(--accent-hover); border-color: var(--accent-hover); color: var(--on-accent); }
.button:focus-visible { border-radius: var(--radius); }
.limit { margin-top: 1.25rem; }
.expire { margin-top: .75rem; color: var(--muted); font-size: .9375rem; }
.expire a { display: inline-block; padding: .625rem 0; font-size: 1rem; }
.expire span { display: block; }
.note { margin-top: 1.5rem; padding-top: 1.25rem; border-top: 1px dashed var(--line-strong); color: var(--muted); font-size: .875rem; }
`
