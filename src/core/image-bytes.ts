// What the parsers of the kinds of images share.

export interface Size {
  readonly width: number
  readonly height: number
}

/** `broken`: see `ImageProblem`. */
export type Parsed = Size | 'broken' | 'animated'

/** As Latin-1; shorter where the bytes end before. */
export function textAt(view: DataView, at: number, length: number): string {
  let text = ''
  for (let i = at; i < Math.min(at + length, view.byteLength); i++)
    text += String.fromCharCode(view.getUint8(i))
  return text
}
