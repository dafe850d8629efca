/** Colour, space and type of every page of the sandbox: graphite and teal, so that nobody takes it for a shop. */
export const tokens = `
:root {
  color-scheme: light dark;
  --page: #f4f6f6;
  --surface: #ffffff;
  --sunken: #ebeeef;
  --line: #d5dbdd;
  --line-strong: #88949b;
  --text: #12181b;
  --muted: #4f5b62;
  --accent: #0a6660;
  --accent-hover: #084f4b;
  --on-accent: #ffffff;
  --accent-wash: #e0f0ee;
  --good: #14663f;
  --good-wash: #e1f2e8;
  --warn: #7d4e00;
  --warn-wash: #fbeed3;
  --bad: #a8231a;
  --bad-wash: #fbe6e3;
  --stripe-a: #d9dedf;
  --stripe-b: #eef1f1;
  --shadow: 0 1px 2px rgb(18 24 27 / 6%), 0 8px 24px rgb(18 24 27 / 6%);
  --sans: system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', sans-serif;
  --mono: ui-monospace, 'SF Mono', Menlo, Consolas, 'DejaVu Sans Mono', monospace;
  --radius: 8px;
}
@media (prefers-color-scheme: dark) {
  :root {
    --page: #0f1315;
    --surface: #161c1f;
    --sunken: #1e2529;
    --line: #2c363b;
    --line-strong: #71808a;
    --text: #e7ecee;
    --muted: #9dabb3;
    --accent: #5fd0c5;
    --accent-hover: #8be0d8;
    --on-accent: #04211e;
    --accent-wash: #12312f;
    --good: #78d6a3;
    --good-wash: #14301f;
    --warn: #ecc06a;
    --warn-wash: #352810;
    --bad: #ff9a8f;
    --bad-wash: #3b1a17;
    --stripe-a: #232b2f;
    --stripe-b: #161c1f;
    --shadow: 0 1px 2px rgb(0 0 0 / 40%), 0 8px 24px rgb(0 0 0 / 30%);
  }
}
*, *::before, *::after { box-sizing: border-box; }
body {
  margin: 0;
  background: var(--page);
  color: var(--text);
  font: 16px/1.5 var(--sans);
  -webkit-text-size-adjust: 100%;
}
h1, h2, h3, p, dl, dd, ul, pre { margin: 0; }
a { color: var(--accent); text-underline-offset: 2px; }
a:hover { color: var(--accent-hover); }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; border-radius: 4px; }
.stripes {
  height: 8px;
  background: repeating-linear-gradient(-45deg, var(--stripe-a) 0 10px, var(--stripe-b) 10px 20px);
}
@media (forced-colors: active) { .stripes { border-bottom: 2px solid; } }
@media (prefers-reduced-motion: reduce) { *, *::before, *::after { transition: none; animation: none; } }
`
