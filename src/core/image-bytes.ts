// Defines what the image parsers share.

export interface Size {
  readonly width: number
  readonly height: number
}

/** The size, or why the image is refused. `ImageProblem` explains `broken`. */
export type Parsed = Size | 'broken' | 'animated'

/** Reads bytes as Latin-1. Returns a shorter text if the bytes end early. */
export function textAt(view: DataView, at: number, length: number): string {
  let text = ''
  for (let i = at; i < Math.min(at + length, view.byteLength); i++)
    text += String.fromCharCode(view.getUint8(i))
  return text
}
