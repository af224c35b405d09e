import { PNG } from 'pngjs'

/** Draws an orange field with a white disc in the middle, which shows whether the shape is whole. */
export function drawLogo(width: number, height: number): Uint8Array {
  const png = new PNG({ width, height })
  const radius = Math.min(width, height) / 3
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const isDisc = Math.hypot(x - width / 2, y - height / 2) < radius
      png.data.set(isDisc ? [255, 255, 255, 255] : [217, 72, 15, 255], (y * width + x) * 4)
    }
  }
  return new Uint8Array(PNG.sync.write(png))
}
