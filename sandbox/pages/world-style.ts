export const worldStyle = `
body { font-size: 15px; }
.hidden {
  position: absolute; width: 1px; height: 1px; margin: -1px; overflow: hidden;
  clip-path: inset(50%); white-space: nowrap;
}
.skip { position: absolute; left: 1rem; top: -4rem; padding: .5rem 1rem; background: var(--surface); }
.skip:focus { top: 1rem; z-index: 1; }
.muted { color: var(--muted); }
.id, code { font-family: var(--mono); font-size: .875em; overflow-wrap: anywhere; }
h2 { font-size: 1.125rem; line-height: 1.3; }
#section-title { scroll-margin-top: 1rem; }
h3 { font-size: .9375rem; }
button, select {
  min-height: 36px; padding: .25rem .75rem;
  font: inherit; font-weight: 500; color: var(--text);
  background: var(--surface); border: 1px solid var(--line-strong); border-radius: 6px;
  transition: background-color .12s;
}
button { cursor: pointer; }
button:hover { background: var(--sunken); border-color: var(--text); }
button[aria-busy] { cursor: progress; opacity: .65; }
.danger { color: var(--bad); border-color: var(--bad); }
.danger:hover { background: var(--bad-wash); border-color: var(--bad); }
.bar {
  display: flex; flex-wrap: wrap; align-items: center; gap: .5rem .75rem;
  padding: .75rem clamp(1rem, 3vw, 2rem);
  background: var(--surface); border-bottom: 1px solid var(--line);
}
.bar h1 { flex: 1 1 20rem; font-size: 1.125rem; }
.bar h1 span { margin-left: .375rem; font-size: .9375rem; font-weight: 400; color: var(--muted); }
.bar label { color: var(--muted); }
.bar select { flex: 0 1 16rem; min-width: 0; font-family: var(--mono); font-size: .875rem; }
.world { max-width: 92rem; margin: 0 auto; padding: 1.25rem clamp(1rem, 3vw, 2rem) 4rem; }
.top { display: grid; gap: 1rem; }
.account, .clock, .panel {
  padding: 1rem 1.25rem; min-width: 0;
  background: var(--surface); border: 1px solid var(--line); border-radius: var(--radius);
}
.keys { display: grid; grid-template-columns: max-content minmax(0, 1fr); align-items: center; gap: .25rem 1rem; margin-top: .75rem; }
.keys dt { color: var(--muted); }
.keys dd { display: flex; align-items: center; justify-content: space-between; gap: .75rem; min-width: 0; }
.keys button, .copyable button { min-height: 28px; padding: 0 .625rem; font-size: .875rem; }
.copyable { display: flex; flex-wrap: wrap; align-items: center; gap: .5rem; }
.copyable code { padding: .25rem .5rem; background: var(--sunken); border-radius: 4px; }
.clock .time { margin-top: .25rem; font: 500 clamp(1.125rem, 5vw, 1.375rem)/1.4 var(--mono); white-space: nowrap; font-variant-numeric: tabular-nums; }
.steps { display: flex; flex-wrap: wrap; gap: .5rem; margin-top: .75rem; }
.first { display: grid; gap: .75rem; max-width: 44rem; margin: 8vh auto 0; padding: 1.5rem; }
.problem {
  display: flex; flex-wrap: wrap; align-items: center; justify-content: space-between; gap: .75rem;
  margin-bottom: 1rem; padding: .75rem 1rem; color: var(--bad); background: var(--bad-wash);
  border: 1px solid currentcolor; border-left-width: 5px; border-radius: var(--radius);
}
.columns { display: grid; gap: 1.25rem; margin-top: 1.25rem; }
.columns > * { min-width: 0; }
nav ul { display: flex; flex-wrap: wrap; gap: .25rem; padding: 0; list-style: none; }
nav h2 { padding: .5rem .75rem .125rem; font-size: .8125rem; font-weight: 600; color: var(--muted); }
nav > div:first-child h2 { padding-top: 0; }
nav a {
  display: flex; align-items: center; justify-content: space-between; gap: .625rem;
  min-height: 36px; padding: .25rem .75rem; border-radius: 6px;
  color: var(--text); text-decoration: none;
}
nav a:hover { background: var(--sunken); color: var(--text); }
nav a[aria-current] { background: var(--accent-wash); color: var(--accent); font-weight: 600; }
.count { color: var(--muted); font: 400 .8125rem var(--mono); font-variant-numeric: tabular-nums; }
.section { display: grid; gap: 1rem; align-content: start; }
.section > * { min-width: 0; }
.section .panel { display: grid; grid-template-columns: 1fr auto; align-items: center; gap: .5rem 1rem; }
.empty { padding: 1.5rem 0; color: var(--muted); }
.section > .empty { padding: 2.5rem 1.5rem; text-align: center; text-wrap: balance; border: 1px dashed var(--line-strong); border-radius: var(--radius); }
@media (min-width: 60rem) {
  .top { grid-template-columns: 1fr auto; }
  .columns { grid-template-columns: 13.5rem 1fr; gap: 2rem; }
  .keys dd { justify-content: start; }
  nav ul { display: grid; gap: 1px; }
  nav { position: sticky; top: 1rem; align-self: start; }
}
`
