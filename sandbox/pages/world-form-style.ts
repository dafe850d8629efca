export const worldFormStyle = `
input[type='text'], input[type='number'] {
  width: 100%; min-width: 0; height: auto; min-height: 36px; padding: .25rem .5rem; translate: none;
  font: .875rem var(--mono); color: var(--text);
  background: var(--surface); border: 1px solid var(--line-strong); border-radius: 6px;
}
.primary { color: var(--on-accent); background: var(--accent); border-color: var(--accent); }
.primary:hover { background: var(--accent-hover); border-color: var(--accent-hover); }
.section .form { grid-template-columns: repeat(auto-fill, minmax(min(13rem, 100%), 1fr)); align-items: start; gap: .75rem 1rem; }
.form h3, .form .primary { grid-column: 1 / -1; }
.form .primary { justify-self: start; }
.field { display: grid; gap: .25rem; min-width: 0; font-size: .875rem; font-weight: 600; }
.field small { font-weight: 400; color: var(--muted); }
.field select { width: 100%; font-weight: 400; }
.due { display: flex; flex-wrap: wrap; align-items: center; justify-content: space-between; gap: .375rem .75rem; max-width: 36rem; margin-top: .75rem; }
.due details { flex: 1 0 100%; }
.due summary { cursor: pointer; color: var(--muted); }
.due ol { max-height: 14rem; margin: .375rem 0 0; padding-left: 0; overflow: auto; list-style: none; }
.due li { padding: .125rem 0; }
.timeline { margin: 0 0 0 5px; padding: 0 0 0 1rem; list-style: none; border-left: 2px solid var(--line); }
.timeline li { position: relative; display: grid; grid-template-columns: max-content minmax(0, 1fr); gap: 0 .75rem; padding: .1875rem 0; }
.timeline li::before {
  content: ''; position: absolute; left: calc(-1rem - 5px); top: .6875rem; width: 8px; height: 8px;
  background: var(--line-strong); border-radius: 50%;
}
.timeline time { color: var(--muted); line-height: 1.5rem; }
.what { display: flex; flex-wrap: wrap; gap: 0 .5rem; align-items: baseline; min-width: 0; overflow-wrap: anywhere; }
.rules { display: grid; gap: .5rem; margin: 0; padding: 0; list-style: none; }
.rule {
  display: flex; align-items: center; justify-content: space-between; gap: 1rem; padding: .75rem 1.25rem;
  background: var(--surface); border: 1px solid var(--line); border-radius: var(--radius);
}
.rule > div { min-width: 0; }
.settings { margin: 0; padding: 0; border: 0; min-width: 0; }
.settings legend { padding: .5rem 0; font-weight: 600; }
.setting {
  display: grid; grid-template-columns: minmax(0, 1fr) minmax(9rem, 16rem) 5.5rem; align-items: center; gap: .25rem 1rem;
  padding: .5rem 1.25rem; background: var(--surface); border: 1px solid var(--line); border-top-width: 0;
}
.settings legend + .setting { border-top-width: 1px; border-radius: var(--radius) var(--radius) 0 0; }
.setting:last-child { border-radius: 0 0 var(--radius) var(--radius); }
.setting label { display: grid; min-width: 0; }
.setting label small, .default { color: var(--muted); font-size: .875rem; }
.setting.changed { background: var(--accent-wash); }
.setting select { font: .875rem var(--mono); }
@media (max-width: 47.99rem) {
  .setting { grid-template-columns: minmax(0, 1fr) auto; padding: .625rem .875rem; }
  .setting label { grid-column: 1 / -1; }
  .rule { padding: .75rem .875rem; }
  .none:not(:has([aria-current])) { display: none; }
  .timeline time { font-size: .75rem; }
  input[type='text'], input[type='number'] { min-height: 44px; }
}
`
