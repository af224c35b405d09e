// Draws a QR code as one SVG path of whole modules. It is black on white in dark mode too, because scanners
// expect dark modules on a light background. The quiet zone is four modules wide (ISO/IEC 18004).

import QRCode from 'qrcode-svg'

const QUIET_ZONE = 4

export function QrCode({ content, label }: { content: string; label: string }) {
  const { modules } = new QRCode({ content, ecl: 'M' }).qrcode
  const size = modules.length + 2 * QUIET_ZONE
  return (
    <div class="qr">
      <svg viewBox={`0 0 ${size} ${size}`} role="img" aria-label={label} shape-rendering="crispEdges">
        <path fill="#000" d={pathOf(modules)} />
      </svg>
    </div>
  )
}

/** Draws each run of dark modules as one rectangle, row by row. */
function pathOf(modules: readonly (readonly boolean[])[]): string {
  let path = ''
  for (const [y, row] of modules.entries()) {
    for (let x = 0; x < row.length; x++) {
      if (!row[x]) continue
      const start = x
      while (row[x + 1]) x++
      path += `M${start + QUIET_ZONE} ${y + QUIET_ZONE}h${x - start + 1}v1h-${x - start + 1}z`
    }
  }
  return path
}
