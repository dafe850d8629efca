export const checkoutStyle = `
main {
  width: min(30rem, 100% - 2rem);
  margin: clamp(1rem, 5vw, 4rem) auto 2rem;
  padding: clamp(1.25rem, 5vw, 2.25rem);
  background: var(--surface);
  border: 1px solid var(--line);
  border-radius: 12px;
  box-shadow: var(--shadow);
  overflow-wrap: anywhere;
}
header { display: flex; flex-wrap: wrap; align-items: center; gap: .25rem .75rem; }
.back { display: inline-flex; align-items: center; min-height: 44px; color: var(--text); }
.business { font-weight: 600; }
.badge {
  margin-left: auto; padding: .125rem .5rem; border-radius: 4px;
  background: var(--warn-wash); color: var(--warn); font-size: .8125rem; font-weight: 600;
}
h1 { margin-top: 1rem; font-size: 1.5rem; line-height: 1.25; letter-spacing: -.01em; text-wrap: balance; }
h2 { font-size: 1.0625rem; }
.lead { margin-top: .5rem; color: var(--muted); text-wrap: pretty; }
form { display: grid; gap: 1.25rem; margin-top: 1.5rem; }
form > section { display: grid; gap: .75rem; }
.problem { padding: .75rem 1rem; background: var(--bad-wash); border-left: 4px solid var(--bad); color: var(--bad); }
.known { display: grid; grid-template-columns: auto 1fr; gap: 1rem; padding: .75rem 1rem; background: var(--sunken); border-radius: var(--radius); }
.known dt { color: var(--muted); }
.bill { display: grid; gap: .5rem; margin-top: 1rem; }
.bill div { display: flex; justify-content: space-between; gap: 1rem; }
.bill dd { font-variant-numeric: tabular-nums; white-space: nowrap; }
.bill .total { padding-top: .5rem; border-top: 1px solid var(--line); font-weight: 600; }
.field { display: grid; gap: .25rem; }
.field label { font-size: .9375rem; font-weight: 600; }
.field input {
  width: 100%; min-height: 44px; padding: .5rem .75rem;
  border: 1px solid var(--line-strong); border-radius: var(--radius);
  background: var(--surface); color: var(--text); font: inherit;
}
.field input::placeholder { color: var(--muted); opacity: 1; }
.field input[aria-invalid] { border-color: var(--bad); }
.card { display: grid; gap: .75rem; }
.pair { display: grid; grid-template-columns: 1fr 1fr; gap: .75rem; }
.methods { margin: 0; padding: 0; border: 0; min-width: 0; }
.methods legend { padding: 0 0 .5rem; font-size: .9375rem; font-weight: 600; }
.method { padding: .25rem 1rem; border: 1px solid var(--line-strong); }
.method:first-of-type { border-radius: var(--radius) var(--radius) 0 0; }
.method:last-of-type { border-radius: 0 0 var(--radius) var(--radius); }
.method + .method { border-top: 0; }
.method > label { display: flex; align-items: center; gap: .75rem; min-height: 44px; font-weight: 600; cursor: pointer; }
.method input[type=radio], .agree input { width: 1.125rem; height: 1.125rem; margin: 0; accent-color: var(--accent); flex: none; }
.method .body { display: none; padding: .25rem 0 .75rem; }
.method:has(input[type=radio]:checked) .body { display: block; }
.SubmitButton span { display: none; }
form:has(input[value=card]:checked) .SubmitButton .for-card,
form:has(input[value=amazon_pay]:checked) .SubmitButton .for-amazon_pay { display: inline; }
.terms, .custom { color: var(--muted); font-size: .875rem; }
.agree { display: flex; align-items: flex-start; gap: .75rem; }
.SubmitButton, .button {
  display: flex; align-items: center; justify-content: center; width: 100%; min-height: 48px; padding: .5rem 1rem;
  border: 1px solid var(--accent); border-radius: var(--radius); background: var(--accent);
  color: var(--on-accent); font: inherit; font-weight: 600; text-align: center; text-decoration: none; cursor: pointer;
}
.button { margin-top: 1.5rem; }
.SubmitButton:hover, .button:hover { background: var(--accent-hover); border-color: var(--accent-hover); color: var(--on-accent); }
.SubmitButton:focus-visible, .button:focus-visible, .field input:focus-visible { border-radius: var(--radius); }
.note { margin-top: 1.5rem; padding-top: 1.25rem; border-top: 1px dashed var(--line-strong); color: var(--muted); font-size: .875rem; }
`
