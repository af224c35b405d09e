// The one stylesheet. Every colour, size and space in it is one of those at its head: what is written below only places them.
// Accents are a workspace's own where it chose one (core/accent.ts); what means something is never an accent.
// Colours of text keep 4.5 to 1 against what they stand on, those of borders that carry meaning 3 to 1, in light and dark.

import { DARK, LIGHT } from './colours.ts'

export const STYLESHEET = `
:root, .in-light {${LIGHT}
}
@media (prefers-color-scheme: dark) {
  :root {${DARK}
  }
}
.in-dark {${DARK}
}
:root {
  color-scheme: light dark;
  --s1: 0.25rem; --s2: 0.5rem; --s3: 0.75rem; --s4: 1rem; --s5: 1.5rem; --s6: 2rem; --s7: 3rem;
  --small: 0.925rem; --large: 1.0625rem; --h2: 1.15rem; --h1: 1.5rem; --figure: 1.75rem;
  --radius: 8px; --card-radius: 14px; --target: 2.9rem; --pill: 2rem;
  --mono: ui-monospace, 'SF Mono', SFMono-Regular, Menlo, Consolas, 'Liberation Mono', monospace;
}
* { box-sizing: border-box; }
html { font: 100%/1.55 system-ui, -apple-system, 'Segoe UI', Roboto, sans-serif; -webkit-text-size-adjust: 100%; }
body { margin: 0; min-height: 100vh; display: flex; flex-direction: column; background: var(--ground); color: var(--ink); }
a { color: var(--accent); text-underline-offset: 0.18em; }
a:hover { text-decoration-thickness: 2px; }
:focus-visible { outline: 3px solid var(--focus); outline-offset: 2px; border-radius: 4px; }
input:focus-visible, select:focus-visible, textarea:focus-visible { outline-offset: 0; border-radius: var(--radius); }
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
  .narrow { flex: none; margin: 3rem auto auto; padding: var(--s6) 2.25rem var(--s5); background: var(--card); border: 1px solid var(--line); border-radius: var(--card-radius); box-shadow: var(--lift); }
}
footer { padding: 1rem; text-align: center; overflow-wrap: anywhere; }
footer p { margin: 0; }
.languages { display: flex; flex-wrap: wrap; justify-content: center; gap: 0 1.25rem; }
.languages button { min-height: 2.75rem; }
.languages button[aria-current] { color: var(--accent); font-weight: 600; }
.languages button:hover { text-decoration: underline; }
h1 { font-size: var(--h1); line-height: 1.25; margin: 0 0 var(--s2); letter-spacing: -0.015em; overflow-wrap: anywhere; }
@media (min-width: 36rem) { h1 { text-wrap: balance; } }
h2 { font-size: var(--h2); line-height: 1.3; margin: 0 0 var(--s2); overflow-wrap: anywhere; }
h1, h2 { word-break: auto-phrase; }
.unbroken { display: inline-block; }
p { margin: 0 0 var(--s4); text-wrap: pretty; overflow-wrap: anywhere; }
.lead { color: var(--quiet); font-size: var(--large); overflow-wrap: anywhere; }
.quiet { color: var(--quiet); font-size: var(--small); }
code, .mono { font-family: var(--mono); font-size: 0.95em; overflow-wrap: anywhere; }
time { white-space: nowrap; }
[hidden] { display: none !important; }

.card { background: var(--card); border: 1px solid var(--line); border-radius: var(--card-radius); padding: 1.25rem; margin: 0 0 1.25rem; box-shadow: var(--lift); }
.card > :last-child { margin-bottom: 0; }
.row { display: flex; flex-wrap: wrap; gap: 0.75rem; align-items: center; }
nav.row { margin-bottom: 0.75rem; }
.between { justify-content: space-between; margin-bottom: 0.75rem; }
.row h2, .items .row { margin-bottom: 0; }
.stack { display: grid; gap: 1rem; margin: 1.25rem 0; }
.card .stack { margin-bottom: 0; }
.ways { display: grid; gap: 0.75rem; margin: 1.25rem 0 0; }
.forgotten { margin-top: var(--s5); }
.stack + .forgotten { margin-top: 0; }
.or { display: flex; align-items: center; gap: 0.75rem; margin: 0; color: var(--quiet); font-size: var(--small); }
.or::before, .or::after { content: ''; flex: 1; border-top: 1px solid var(--line); }

label { display: grid; gap: 0.35rem; font-weight: 600; }
label[for] { display: block; }
label .quiet { font-weight: 400; }
.field { display: grid; gap: 0.35rem; }
.field > * { margin: 0; }
.field .alert { margin: 0; padding: var(--s2) var(--s3); font-size: var(--small); }
input, select { font: inherit; font-weight: 400; color: inherit; background: var(--card); border: 1px solid var(--edge); border-radius: var(--radius);
  padding: 0.6rem var(--s3); min-height: var(--target); width: 100%; min-width: 0; }
input[aria-invalid='true'] { border-color: var(--bad); border-width: 2px; }
input.code { font-family: var(--mono); font-size: 1.35rem; letter-spacing: 0.12em; text-align: center; min-height: 3.4rem; } input.code.long { font-size: 1rem; letter-spacing: 0; }
.check { display: flex; gap: 0.75rem; align-items: center; min-height: 2.75rem; }
.check input { width: 1.4rem; height: 1.4rem; min-height: 0; accent-color: var(--accent); flex: none; }
fieldset { border: 0; margin: 0; padding: 0; min-width: 0; }
legend { padding: 0; font-weight: 600; }
fieldset .check { font-weight: 400; }
.toggle input { appearance: none; width: 3.1rem; height: 1.75rem; border-radius: var(--pill); padding: 0; background: var(--line); border: 1px solid var(--quiet); position: relative; cursor: pointer; }
.toggle input::before { content: ''; position: absolute; inset-block: 2px; inset-inline: 2px auto; aspect-ratio: 1; border-radius: 50%; background: var(--quiet); }
.toggle input:checked { background: var(--accent); border-color: var(--accent); }
.toggle input:checked::before { inset-inline: auto 2px; background: var(--accent-ink); }
@media (prefers-reduced-motion: no-preference) { .toggle input, .toggle input::before { transition: background 0.15s; } }
.inline { display: flex; flex-wrap: wrap; gap: 0.75rem; align-items: end; }
.inline label { flex: 1 1 12rem; }

button, .button { font: inherit; font-weight: 600; display: inline-block; min-height: var(--target);
  padding: 0.6rem 1.15rem; border-radius: var(--radius); border: 1px solid var(--accent); background: var(--accent); color: var(--accent-ink);
  text-decoration: none; cursor: pointer; text-align: center; overflow-wrap: anywhere; }
button:hover, .button:hover { background: color-mix(in srgb, var(--accent) 88%, var(--ink)); }
.second { background: transparent; color: var(--accent); }
.second:hover { background: var(--accent-soft); }
.danger { background: transparent; color: var(--bad); border-color: var(--bad); }
.danger:hover { background: var(--bad-soft); }
.link, .link:hover { background: none; border-radius: 4px; border: 0; padding: 0; font-weight: inherit; color: inherit; }
.small { min-height: 2.75rem; padding: 0.6rem 0.85rem; line-height: 1.45; font-size: var(--small); }

.alert, .notice, .warning { border-radius: var(--radius); padding: var(--s3) var(--s4); margin: 0 0 var(--s4); border-inline-start: 4px solid; }
.alert { background: var(--bad-soft); border-color: var(--bad); }
.notice { background: var(--good-soft); border-color: var(--good); }
.warning { background: var(--warn-soft); border-color: var(--warn); }
.alert > :last-child, .notice > :last-child, .warning > :last-child { margin-bottom: 0; }
.notices { list-style: none; margin: 0; padding: 0; }
.notices > li > div { flex: 1 1 20rem; min-width: 0; overflow-wrap: anywhere; }
.notices p { margin: 0.25rem 0 0; }
.badge { display: inline-block; font-size: 0.82rem; font-weight: 600; padding: 0.12rem 0.6rem; border-radius: var(--pill); background: var(--line); color: var(--ink); }
.badge + a { display: inline-block; }
.badge time { white-space: normal; }
.badge.good { background: var(--good-soft); color: var(--good); }
.badge.warn { background: var(--warn-soft); color: var(--warn); }
.badge.bad { background: var(--bad-soft); color: var(--bad); }

.door { display: flex; flex-wrap: wrap; align-items: center; gap: var(--s3) var(--s4); margin: 0 0 var(--s4); }
.door > * { margin: 0; }
.door > :not(img) { flex: 1 1 11rem; min-width: 0; overflow-wrap: anywhere; }
.named { display: inline-block; max-width: 100%; padding-block: 0.15em; vertical-align: bottom; overflow: hidden; }
.named strong { color: var(--ink); }
.logo { flex: none; height: 3.25rem; min-width: 3.25rem; max-width: 10rem; object-fit: contain; background: #fff; border: 1px solid var(--line); border-radius: var(--radius); padding: 0.3rem; }
.beside { display: flex; gap: var(--s3); align-items: center; }
.beside input { flex: 1 1 0; }
input[type='color'] { flex: none; width: 4rem; padding: 0.3rem; cursor: pointer; }
.previews { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(18rem, 100%), 1fr)); gap: var(--s4); }
.preview { background: var(--ground); color: var(--ink); border: 1px solid var(--line); border-radius: var(--radius); padding: var(--s2) var(--s3) var(--s3); }
.preview > div { background: var(--card); border: 1px solid var(--line); border-radius: var(--radius); padding: var(--s3) var(--s4); }
.preview p { margin-bottom: var(--s3); }
.preview .lead { font-size: 1rem; }
.preview .title { font-size: var(--h2); font-weight: 650; margin: 0 0 var(--s2); }
.like-link { color: var(--accent); text-decoration: underline; }
.preview > div > :last-child { margin: 0; }

.tabs { display: flex; flex-wrap: wrap; gap: 0 1.25rem; border-bottom: 1px solid var(--line); margin: 0 0 1.5rem; }
.tabs a { display: inline-flex; align-items: center; min-height: 2.75rem; color: var(--quiet); text-decoration: none; border-bottom: 3px solid transparent; }
.tabs a[aria-current] { color: var(--ink); font-weight: 600; border-color: var(--accent); }

.qr { background: #fff; border: 1px solid var(--line); border-radius: 12px; padding: 1rem; width: 100%; max-width: 17rem; margin: 0.75rem auto 1rem; }
.qr svg { display: block; width: 100%; height: auto; }
.steps { padding-inline-start: 1.25rem; display: grid; gap: var(--s4); margin: var(--s4) 0; }
.steps > li::marker { font-weight: 700; color: var(--accent); }
.secret { display: grid; gap: var(--s4); margin: var(--s3) 0; }
.secret p { margin: 0 0 var(--s2); }
.here .button { width: 100%; }
@media (min-width: 40rem) and (pointer: fine) {
  .secret { grid-template-columns: 14rem 1fr; align-items: start; }
  .secret .scanned { order: -1; }
  .scanned .qr { margin: 0; padding: var(--s2); }
  .secret .here { order: 1; grid-column: 1 / -1; display: flex; flex-wrap: wrap; gap: 0 var(--s3); align-items: baseline; }
  .here .button { width: auto; min-height: 0; padding: 0; border: 0; background: none; color: var(--accent); text-decoration: underline; font-weight: 400; }
}
.key { font-family: var(--mono); font-size: 1.02rem; letter-spacing: 0.04em; overflow-wrap: break-word;
  background: var(--ground); border: 1px solid var(--line); border-radius: var(--radius); padding: var(--s2) var(--s3); }
.typed button { width: 100%; margin-bottom: var(--s2); }
.codes { display: block; width: 100%; resize: none; overflow: auto; white-space: pre; margin: 0 0 var(--s4); padding: var(--s3) var(--s4); border: 1px solid var(--line);
  border-radius: var(--radius); background: var(--ground); color: inherit; font-family: var(--mono); font-size: 0.9rem; line-height: 1.9; }
@media (min-width: 34rem) { .codes { font-size: 0.98rem; text-align: center; } }
.others { border-top: 1px solid var(--line); margin-top: var(--s5); padding-top: var(--s4); }
.others h2 { font-size: 1rem; }
.others p { margin-bottom: var(--s2); }
.others a { display: inline-block; padding-block: 0.15rem; }
.facts { margin: 0 0 var(--s4); font-size: var(--small); overflow-wrap: anywhere; }
.facts div { display: flex; flex-wrap: wrap; gap: 0 var(--s4); padding: var(--s2) 0; border-top: 1px solid var(--line); }
.facts dt { color: var(--quiet); flex: 1 1 9rem; }
.facts dd { margin: 0; flex: 2 1 11rem; }
.figures { display: flex; flex-wrap: wrap; gap: 1rem 2.5rem; margin: 0 0 1rem; }
.figures div { display: grid; }
.figures dt { display: flex; align-items: center; gap: 0.5rem; color: var(--quiet); font-size: 0.9rem; }
.figures dd { margin: 0; font-size: var(--figure); font-weight: 650; line-height: 1.2; }
.swatch { width: 0.85rem; height: 0.85rem; border: 1px solid var(--quiet); border-radius: 3px; flex: none; }
.bar { display: block; width: 100%; height: 0.9rem; border: 1px solid var(--quiet); border-radius: 1rem; overflow: hidden; margin: 0 0 1rem; }
.bar rect { stroke: var(--card); stroke-width: 2px; }
rect.enrolled { fill: var(--good); } rect.vouched { fill: var(--good-soft); stroke: var(--good); } rect.free { fill: var(--line); } rect.pending { fill: var(--warn); } rect.overdue { fill: var(--bad); }
.chart { margin: 0; }
.chart figcaption { margin: 0 0 0.75rem; }
.plot { display: block; width: 100%; height: 9rem; overflow: visible; border-block: 1px solid var(--line); border-block-end-color: var(--quiet); }
.area { fill: var(--good-soft); }
.line { fill: none; stroke: var(--good); stroke-width: 3px; }
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
  rect.enrolled { fill: CanvasText; } rect.vouched { fill: GrayText; } rect.free, rect.pending, rect.overdue, .area { fill: Canvas; }
  .line { stroke: CanvasText; } .line.members { stroke: GrayText; } .line.date { stroke: Highlight; }
}
textarea { font: inherit; line-height: 1.5; color: inherit; background: var(--ground); border: 1px solid var(--quiet); border-radius: 8px; padding: 0.75rem; width: 100%; field-sizing: content; resize: vertical; }
output { display: block; background: var(--ground); border: 1px solid var(--line); border-radius: 8px; padding: 0.75rem 1rem; }
output.blocking { background: var(--warn-soft); border-color: var(--warn); border-inline-start-width: 4px; }
.items { list-style: none; margin: 0; padding: 0; }
.items > li { padding: 1rem 0; border-top: 1px solid var(--line); overflow-wrap: anywhere; }
.items > li:first-child { border-top: 0; padding-top: 0; }
.items > li:last-child { padding-bottom: 0; }
.items p { margin: 0.15rem 0 0; }
.items + .row { margin-top: 1rem; }
.narrow-field { width: auto; min-width: 8rem; flex: 1 1 8rem; }
.removal form { margin-top: var(--s3); }
.removal > summary { color: var(--bad); width: fit-content; }
.scroll { overflow-x: auto; }
table { width: 100%; border-collapse: collapse; font-size: 0.95rem; }
th, td { text-align: start; vertical-align: top; padding-block: 0.6rem; padding-inline: 0 0.75rem; border-bottom: 1px solid var(--line); }
th { font-size: 0.85rem; color: var(--quiet); font-weight: 600; }
pre { overflow-x: auto; background: var(--ground); border: 1px solid var(--line); border-radius: 8px; padding: 0.75rem 1rem; font-size: 0.85rem; }
details > summary { cursor: pointer; min-height: 2.75rem; padding-block: var(--s2); display: flex; align-items: center; font-weight: 600; color: var(--accent); }
details > summary::before { content: '›'; display: inline-block; width: 1.1rem; font-size: 1.3rem; line-height: 1; }
[dir='rtl'] details > summary::before { content: '‹'; }
details[open] > summary::before { transform: rotate(90deg) translateX(2px); }
[dir='rtl'] details[open] > summary::before { transform: rotate(-90deg) translateX(-2px); }
[dir='rtl'] [dir='ltr'] { text-align: right; }
[dir='rtl'] input.code { text-align: center; }
@media (max-width: 30rem) { .card { padding: 1rem; } .tabs { gap: 0 0.9rem; font-size: 0.95rem; } .top { padding-bottom: 0.25rem; } .wide-on-phone { width: 100%; } h1 { font-size: 1.4rem; } }
.print-only { display: none; }
@media (forced-colors: active) {
  .badge, .alert, .notice, .warning, output, .meter { border: 1px solid; }
  .toggle input { appearance: auto; width: 1.4rem; height: 1.4rem; }
  .toggle input::before { content: none; }
  .tabs a[aria-current] { border-color: Highlight; }
  .qr, .logo, .preview { forced-color-adjust: none; }
}
@media print {
  .top, footer, form, .door, .no-print, .skip { display: none !important; }
  body, .narrow, .codes { background: #fff; color: #000; border: 0; box-shadow: none; }
  .print-only { display: block; border: 0; padding: 0; background: none; font: inherit; white-space: pre-wrap; }
  .codes { font-size: 1.1rem; text-align: start; overflow: visible; }
}
`
