export const worldTableStyle = `
table { width: 100%; border-collapse: collapse; }
th { padding: .375rem .75rem; font-size: .8125rem; font-weight: 600; text-align: left; color: var(--muted); border-bottom: 1px solid var(--line-strong); }
td { padding: .25rem .75rem; border-bottom: 1px solid var(--line); vertical-align: baseline; overflow-wrap: anywhere; }
th:first-child, td:first-child { padding-left: .25rem; }
tbody tr:not(.detail) { cursor: pointer; }
tbody tr:not(.detail):hover { background: var(--sunken); }
tr.open, tr.open:hover, tr.detail { background: var(--surface); }
tr.open td { border-bottom-color: transparent; }
.detail > td { padding: .25rem 1rem 1.25rem 1.75rem; }
.opener {
  display: inline-flex; align-items: baseline; gap: .5rem; min-height: 32px; padding: .25rem .5rem .25rem .25rem;
  background: none; border: 0; border-radius: 4px;
  font: .8125rem/1.5 var(--mono); text-align: left; overflow-wrap: anywhere;
}
.opener::before { content: '\\203a'; flex: none; width: .75rem; font-size: 1.125rem; line-height: 1; color: var(--muted); text-align: center; transition: rotate .12s; }
.opener[aria-expanded='true']::before { rotate: 90deg; }
.opener:hover { background: none; text-decoration: underline; text-underline-offset: 3px; }
time { font-size: .875rem; white-space: nowrap; font-variant-numeric: tabular-nums; }
td a.id { text-decoration: none; }
td a.id:hover { text-decoration: underline; }
.ids { display: flex; flex-wrap: wrap; gap: 0 .875rem; }
.badge {
  display: inline-block; padding: 0 .4375rem;
  font: 500 .8125rem/1.5rem var(--mono); white-space: nowrap;
  color: var(--muted); background: var(--sunken); border-radius: 4px;
}
.badge.good { color: var(--good); background: var(--good-wash); }
.badge.warn { color: var(--warn); background: var(--warn-wash); }
.badge.bad { color: var(--bad); background: var(--bad-wash); }
.answer { font: .8125rem var(--mono); color: var(--muted); }
.more { margin-top: .75rem; }
.stack { display: grid; gap: .625rem; }
.stack > * { min-width: 0; }
.stack h3 { margin-top: .375rem; }
.actions { display: flex; flex-wrap: wrap; gap: .625rem; }
.split { display: flex; align-items: center; justify-content: space-between; gap: 1rem; }
.facts { display: grid; grid-template-columns: max-content minmax(0, 1fr); gap: .125rem 1rem; }
.facts dt { color: var(--muted); }
.stack .empty { padding: 0; }
.delivery { padding-left: .875rem; border-left: 3px solid var(--line); }
.delivery ol { margin: .25rem 0; padding-left: 1.5rem; }
.json {
  max-height: 34rem; overflow: auto; padding: .875rem 1rem;
  font: .8125rem/1.6 var(--mono); white-space: pre-wrap; overflow-wrap: anywhere; tab-size: 2;
  background: var(--sunken); border-radius: var(--radius);
}
.json a { text-underline-offset: 4px; }
.json .name { color: var(--muted); }
.json .string { color: var(--text); }
.json .literal { color: var(--warn); }
.json .nothing { color: var(--muted); font-style: italic; }
.choices { display: grid; gap: .125rem; margin: 0; padding: 1rem 1.25rem; background: var(--surface); border: 1px solid var(--line); border-radius: var(--radius); }
.choices legend { float: left; margin-bottom: .5rem; padding: 0; font-weight: 600; }
.choices legend + * { clear: both; }
.choices label { display: flex; flex-wrap: wrap; align-items: baseline; gap: 0 .625rem; padding: .375rem 0; cursor: pointer; }
.choices small { color: var(--muted); font-size: .875rem; }
input { width: 1.0625rem; height: 1.0625rem; margin: 0; accent-color: var(--accent); translate: 0 2px; }
.section > .danger { justify-self: start; }
dialog {
  width: min(30rem, 100% - 2rem); padding: 1.5rem; color: var(--text);
  background: var(--surface); border: 1px solid var(--line-strong); border-radius: 12px; box-shadow: var(--shadow);
}
dialog::backdrop { background: rgb(6 10 12 / 55%); }
dialog form { display: grid; gap: .875rem; }
.check { display: flex; gap: .625rem; align-items: baseline; }
.answers { display: flex; justify-content: end; gap: .625rem; margin-top: .5rem; }
@media (min-width: 80rem) { .opener, td.wide { white-space: nowrap; } }
@media (max-width: 47.99rem) {
  .wide { display: none; }
  .badge { padding: 0 .25rem; font-size: .75rem; }
  .opener { padding: .25rem 0; gap: .25rem; font-size: .75rem; }
  .choices label { display: grid; grid-template-columns: auto 1fr; }
  .choices small { grid-column: 2; }
  .detail > td { padding: .25rem 0 1rem; }
  td { padding-inline: .375rem; }
  .opener { min-height: 44px; }
  button, select, nav a { min-height: 44px; }
  .keys button, .copyable button { min-height: 36px; }
  .account, .clock { padding: .875rem 1rem; }
  .bar h1 span { display: block; margin-left: 0; }
  .bar select { flex: 1 1 10rem; }
  .steps { display: grid; grid-template-columns: repeat(3, 1fr); gap: .375rem; }
  .steps button { padding: 0; font-size: .875rem; white-space: nowrap; }
  .keys, .keys dd { gap: .25rem .625rem; }
  nav h2 { padding: .375rem 0 .25rem; }
  nav ul { gap: .375rem; }
  nav a { padding: .25rem .625rem; background: var(--surface); border: 1px solid var(--line); }
  .section { margin-top: 1rem; }
}
`
