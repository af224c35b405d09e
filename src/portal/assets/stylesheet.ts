export const STYLESHEET = `
:root {
  color-scheme: light dark;
  --ground: #f6f5f1; --card: #ffffff; --ink: #1d2422; --quiet: #58635f; --line: #d9d8d0;
  --accent: #1c5c4c; --accent-ink: #ffffff; --accent-soft: #e4f0eb; --focus: #b3541e;
  --bad: #9b1c1c; --bad-soft: #fdeceb; --warn: #7a4b00; --warn-soft: #fff3d6; --good: #1c5c4c; --good-soft: #e4f0eb;
}
@media (prefers-color-scheme: dark) {
  :root {
    --ground: #121715; --card: #1b221f; --ink: #e8ece9; --quiet: #a3b0aa; --line: #36413c;
    --accent: #8fd3bd; --accent-ink: #0d211b; --accent-soft: #20352e; --focus: #f2b880;
    --bad: #ffb4ab; --bad-soft: #3b1d1b; --warn: #f5cf7f; --warn-soft: #352a12; --good: #8fd3bd; --good-soft: #20352e;
  }
}
* { box-sizing: border-box; }
html { font: 100%/1.55 system-ui, -apple-system, 'Segoe UI', Roboto, sans-serif; -webkit-text-size-adjust: 100%; }
body { margin: 0; min-height: 100vh; display: flex; flex-direction: column; background: var(--ground); color: var(--ink); }
a { color: var(--accent); text-underline-offset: 0.18em; }
a:hover { text-decoration-thickness: 2px; }
:focus-visible { outline: 3px solid var(--focus); outline-offset: 2px; border-radius: 4px; }
.skip { position: absolute; inset-inline-start: -999px; }
.skip:focus { inset-inline-start: 1rem; top: 0.5rem; background: var(--card); padding: 0.5rem 1rem; z-index: 1; }

.top { display: flex; flex-wrap: wrap; align-items: center; justify-content: space-between; gap: 0.5rem 1.5rem;
  padding: 0.75rem max(1rem, calc((100vw - 58rem) / 2)); background: var(--card); border-bottom: 1px solid var(--line); }
.brand { display: inline-flex; align-items: center; gap: 0.6rem; font-weight: 650; color: var(--ink); text-decoration: none; min-height: 2.75rem; }
.top nav { display: flex; flex-wrap: wrap; align-items: center; gap: 0.25rem 1.25rem; }
.top nav a, .top nav button { display: inline-flex; align-items: center; min-height: 2.75rem; color: var(--ink); text-decoration: none; }
.top form { display: flex; }
.top nav a[aria-current] { color: var(--accent); font-weight: 600; }
.top nav a:hover, .top nav button:hover { text-decoration: underline; }

.page { width: 100%; max-width: 58rem; margin: 0 auto; padding: 2rem 1rem 3rem; flex: 1; }
.narrow { max-width: 32rem; }
@media (min-width: 36rem) {
  .narrow { flex: none; margin: 3rem auto auto; padding: 2rem 2.25rem 1.5rem; background: var(--card); border: 1px solid var(--line); border-radius: 14px; }
}
footer { padding: 1rem; text-align: center; overflow-wrap: anywhere; }
footer p { margin: 0; }
.languages { display: flex; flex-wrap: wrap; justify-content: center; gap: 0 1.25rem; }
.languages button { min-height: 2.75rem; }
.languages button[aria-current] { color: var(--accent); font-weight: 600; }
.languages button:hover { text-decoration: underline; }
h1 { font-size: 1.6rem; line-height: 1.25; margin: 0 0 0.5rem; letter-spacing: -0.01em; overflow-wrap: anywhere; }
h2 { font-size: 1.15rem; line-height: 1.3; margin: 0 0 0.5rem; }
p { margin: 0 0 1rem; }
.lead { color: var(--quiet); font-size: 1.05rem; overflow-wrap: anywhere; }
.quiet { color: var(--quiet); font-size: 0.925rem; }
code, .mono { font-family: ui-monospace, 'SF Mono', Menlo, Consolas, monospace; font-size: 0.95em; overflow-wrap: anywhere; }
time { white-space: nowrap; }
[hidden] { display: none !important; }

.card { background: var(--card); border: 1px solid var(--line); border-radius: 12px; padding: 1.25rem; margin: 0 0 1.25rem; }
.card > :last-child { margin-bottom: 0; }
.row { display: flex; flex-wrap: wrap; gap: 0.75rem; align-items: center; }
nav.row { margin-bottom: 0.75rem; }
.between { justify-content: space-between; margin-bottom: 0.75rem; }
.row h2, .items .row { margin-bottom: 0; }
.stack { display: grid; gap: 1rem; margin: 1.25rem 0; }
.card .stack { margin-bottom: 0; }
.ways { display: grid; gap: 0.75rem; margin: 1.25rem 0 0; }
.or { display: flex; align-items: center; gap: 0.75rem; margin: 0; color: var(--quiet); font-size: 0.925rem; }
.or::before, .or::after { content: ''; flex: 1; border-top: 1px solid var(--line); }

label { display: grid; gap: 0.35rem; font-weight: 600; }
label .quiet { font-weight: 400; }
.field { display: grid; gap: 0.35rem; }
.field > * { margin: 0; }
input, select { font: inherit; font-weight: 400; color: inherit; background: var(--card); border: 1px solid var(--quiet); border-radius: 8px;
  padding: 0.6rem 0.75rem; min-height: 2.9rem; width: 100%; min-width: 0; }
input[aria-invalid='true'] { border-color: var(--bad); border-width: 2px; }
input.code { font-family: ui-monospace, Menlo, Consolas, monospace; font-size: 1.35rem; letter-spacing: 0.08em; text-align: center; }
.check { display: flex; gap: 0.75rem; align-items: center; min-height: 2.75rem; }
.check input { width: 1.4rem; height: 1.4rem; min-height: 0; accent-color: var(--accent); flex: none; }
fieldset { border: 0; margin: 0; padding: 0; min-width: 0; }
legend { padding: 0; font-weight: 600; }
fieldset .check { font-weight: 400; }
.toggle input { appearance: none; width: 3.1rem; height: 1.75rem; border-radius: 1rem; padding: 0; background: var(--line); border: 1px solid var(--quiet); position: relative; cursor: pointer; }
.toggle input::before { content: ''; position: absolute; inset-block: 2px; inset-inline: 2px auto; aspect-ratio: 1; border-radius: 50%; background: var(--quiet); }
.toggle input:checked { background: var(--accent); border-color: var(--accent); }
.toggle input:checked::before { inset-inline: auto 2px; background: var(--accent-ink); }
@media (prefers-reduced-motion: no-preference) { .toggle input, .toggle input::before { transition: background 0.15s; } }
.inline { display: flex; flex-wrap: wrap; gap: 0.75rem; align-items: end; }
.inline label { flex: 1 1 12rem; }

button, .button { font: inherit; font-weight: 600; display: inline-flex; align-items: center; justify-content: center; min-height: 2.9rem;
  padding: 0.55rem 1.15rem; border-radius: 8px; border: 1px solid var(--accent); background: var(--accent); color: var(--accent-ink);
  text-decoration: none; cursor: pointer; text-align: center; }
button:hover, .button:hover { filter: brightness(1.08); }
.second { background: transparent; color: var(--accent); }
.danger { background: transparent; color: var(--bad); border-color: var(--bad); }
.link { background: none; border: 0; padding: 0; font-weight: inherit; color: inherit; }
.small { min-height: 2.75rem; padding: 0.3rem 0.8rem; font-size: 0.925rem; }

.alert, .notice, .warning { border-radius: 10px; padding: 0.8rem 1rem; margin: 0 0 1rem; border-inline-start: 4px solid; }
.alert { background: var(--bad-soft); border-color: var(--bad); }
.notice { background: var(--good-soft); border-color: var(--good); }
.warning { background: var(--warn-soft); border-color: var(--warn); }
.alert > :last-child, .notice > :last-child, .warning > :last-child { margin-bottom: 0; }
.notices { list-style: none; margin: 0; padding: 0; }
.notices > li > div { flex: 1 1 20rem; min-width: 0; overflow-wrap: anywhere; }
.notices p { margin: 0.25rem 0 0; }
.badge { display: inline-block; font-size: 0.82rem; font-weight: 600; padding: 0.12rem 0.6rem; border-radius: 1rem; background: var(--line); color: var(--ink); }
.badge time { white-space: normal; }
.badge.good { background: var(--good-soft); color: var(--good); }
.badge.warn { background: var(--warn-soft); color: var(--warn); }
.badge.bad { background: var(--bad-soft); color: var(--bad); }

.tabs { display: flex; flex-wrap: wrap; gap: 0 1.25rem; border-bottom: 1px solid var(--line); margin: 0 0 1.5rem; }
.tabs a { display: inline-flex; align-items: center; min-height: 2.75rem; color: var(--quiet); text-decoration: none; border-bottom: 3px solid transparent; }
.tabs a[aria-current] { color: var(--ink); font-weight: 600; border-color: var(--accent); }

.qr { background: #fff; border: 1px solid var(--line); border-radius: 12px; padding: 1rem; width: 100%; max-width: 17rem; margin: 0.75rem auto 1rem; }
.qr svg { display: block; width: 100%; height: auto; }
.steps { padding-inline-start: 1.25rem; display: grid; gap: 1rem; margin: 1rem 0; }
.steps > li::marker { font-weight: 700; color: var(--accent); }
.key { font-family: ui-monospace, Menlo, Consolas, monospace; font-size: 1.02rem; letter-spacing: 0.04em; overflow-wrap: break-word; }
.codes { list-style: none; margin: 0 0 1rem; padding: 1rem; border: 1px solid var(--line); border-radius: 10px; background: var(--ground);
  font-family: ui-monospace, Menlo, Consolas, monospace; font-size: 0.9rem; line-height: 1.9; columns: 1; }
@media (min-width: 34rem) { .codes { font-size: 0.95rem; } }
.figures { display: flex; flex-wrap: wrap; gap: 1rem 2.5rem; margin: 0 0 1rem; }
.figures div { display: grid; }
.figures dt { display: flex; align-items: center; gap: 0.5rem; color: var(--quiet); font-size: 0.9rem; }
.figures dd { margin: 0; font-size: 1.6rem; font-weight: 650; line-height: 1.2; }
.swatch { width: 0.85rem; height: 0.85rem; border: 1px solid var(--quiet); border-radius: 3px; flex: none; }
.bar { display: block; width: 100%; height: 0.9rem; border: 1px solid var(--quiet); border-radius: 1rem; overflow: hidden; margin: 0 0 1rem; }
.bar rect { stroke: var(--card); stroke-width: 2px; }
rect.enrolled { fill: var(--accent); } rect.free { fill: var(--line); } rect.pending { fill: var(--warn); } rect.overdue { fill: var(--bad); }
.chart { margin: 0; }
.chart figcaption { margin: 0 0 0.75rem; }
.plot { display: block; width: 100%; height: 9rem; overflow: visible; border-block: 1px solid var(--line); border-block-end-color: var(--quiet); }
.area { fill: var(--accent-soft); }
.line { fill: none; stroke: var(--accent); stroke-width: 3px; }
.line.members { stroke: var(--quiet); stroke-width: 2px; }
.line.date { stroke: var(--warn); stroke-width: 2px; stroke-dasharray: 5 4; }
.axis { display: flex; justify-content: space-between; gap: 1rem; margin: 0.2rem 0; color: var(--quiet); font-size: 0.85rem; }
.legend { display: flex; flex-wrap: wrap; gap: 0.25rem 1.25rem; list-style: none; margin: 0.5rem 0; padding: 0; font-size: 0.925rem; }
.items + p { margin-top: 1rem; }
.legend li { display: flex; align-items: center; gap: 0.5rem; }
.key-line { width: 1.5rem; height: 0.75rem; flex: none; }
[dir='rtl'] .bar, [dir='rtl'] .plot { transform: scaleX(-1); }
@media (forced-colors: active) {
  .bar rect { stroke: Canvas; }
  rect.enrolled { fill: CanvasText; } rect.free, rect.pending, rect.overdue, .area { fill: Canvas; }
  .line { stroke: CanvasText; } .line.members { stroke: GrayText; } .line.date { stroke: Highlight; }
}
textarea { font: inherit; line-height: 1.5; color: inherit; background: var(--ground); border: 1px solid var(--quiet); border-radius: 8px; padding: 0.75rem; width: 100%; field-sizing: content; resize: vertical; }
output { display: block; background: var(--accent-soft); border-radius: 8px; padding: 0.75rem 1rem; }
.items { list-style: none; margin: 0; padding: 0; }
.items > li { padding: 1rem 0; border-top: 1px solid var(--line); overflow-wrap: anywhere; }
.items > li:first-child { border-top: 0; padding-top: 0; }
.items > li:last-child { padding-bottom: 0; }
.items p { margin: 0.15rem 0 0; }
.items + .row { margin-top: 1rem; }
.scroll { overflow-x: auto; }
table { width: 100%; border-collapse: collapse; font-size: 0.95rem; }
th, td { text-align: start; vertical-align: top; padding-block: 0.6rem; padding-inline: 0 0.75rem; border-bottom: 1px solid var(--line); }
th { font-size: 0.85rem; color: var(--quiet); font-weight: 600; }
pre { overflow-x: auto; background: var(--ground); border: 1px solid var(--line); border-radius: 8px; padding: 0.75rem 1rem; font-size: 0.85rem; }
details > summary { cursor: pointer; min-height: 2.75rem; display: flex; align-items: center; font-weight: 600; color: var(--accent); }
details > summary::before { content: '›'; display: inline-block; width: 1.1rem; font-size: 1.3rem; line-height: 1; }
[dir='rtl'] details > summary::before { content: '‹'; }
details[open] > summary::before { transform: rotate(90deg) translateX(2px); }
[dir='rtl'] details[open] > summary::before { transform: rotate(-90deg) translateX(-2px); }
[dir='rtl'] [dir='ltr'] { text-align: right; }
[dir='rtl'] input.code { text-align: center; }
@media (max-width: 30rem) { .card { padding: 1rem; } .tabs { gap: 0 0.9rem; font-size: 0.95rem; } .top { padding-bottom: 0.25rem; } .wide-on-phone { width: 100%; } h1 { font-size: 1.4rem; } }
@media print { .top, footer, form, .no-print, .skip { display: none !important; } body { background: #fff; color: #000; } .codes { font-size: 1.1rem; border: 0; } }
`
