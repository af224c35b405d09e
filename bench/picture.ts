// Draws the README's picture: each subject's throughput and CPU time, relative to a Worker that only passes
// requests on.

import type { Report } from './report.ts'
import type { Throughput } from './throughput.ts'

const WIDTH = 720
const LEFT = 250
const BAR = 18
const ROW = 34
const TOP = 64
const FULL = 330 // the length in pixels of a ratio of 1

export function drawPicture({ throughput: { throughput }, machine, at }: Report): string {
  const height = TOP + throughput.length * ROW + 44
  const rows = throughput.map((each, index) => drawRow(each, TOP + index * ROW)).join('\n')
  const one = LEFT + FULL
  const words = throughput
    .map(({ name, ratio }) => `${name}: ${ratio.perSecond.median.toFixed(2)}`)
    .join('; ')
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" width="${WIDTH}" height="${height}" role="img" aria-labelledby="title desc">
<title id="title">Requests per second, as a share of a Worker that only passes through</title>
<desc id="desc">${words}.</desc>
<style>
text { font: 14px system-ui, sans-serif; fill: #1b1f24 }
.quiet { font-size: 12px; fill: #57606a }
.bar { fill: #8c96a3 }
.ours { fill: #0b6e4f }
.rule { stroke: #57606a; stroke-dasharray: 3 3 }
@media (prefers-color-scheme: dark) {
  text { fill: #e6edf3 }
  .quiet { fill: #9ba5b0 }
  .bar { fill: #6b7684 }
  .ours { fill: #3fbf8f }
  .rule { stroke: #9ba5b0 }
}
</style>
<text x="0" y="20" font-weight="600">Requests per second, as a share of a Worker that only passes through</text>
<text x="0" y="42" class="quiet">In brackets: CPU time per request, also as a share.</text>
<line class="rule" x1="${one}" y1="${TOP - 8}" x2="${one}" y2="${height - 40}" />
${rows}
<text x="0" y="${height - 10}" class="quiet">${machine.split(',')[0]}, ${at.slice(0, 10)}. How it was measured: docs/speed.md</text>
</svg>
`
}

function drawRow({ name, ratio }: Throughput, y: number): string {
  const width = Math.max(1, Math.round(ratio.perSecond.median * FULL))
  const ours = name.startsWith('Sallyport') ? 'bar ours' : 'bar'
  const label = `${ratio.perSecond.median.toFixed(2)} (${ratio.cpu.median.toFixed(2)})`
  return `<text x="${LEFT - 12}" y="${y + 14}" text-anchor="end">${name}</text>
<rect class="${ours}" x="${LEFT}" y="${y}" width="${width}" height="${BAR}" rx="2" />
<text x="${LEFT + width + 8}" y="${y + 14}">${label}</text>`
}
