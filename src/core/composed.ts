/**
 * NFC, or null where that has more than `most` units. A unit comes from four at most; whatever is longer isn't looked at: to
 * put a long row of marks in order takes time that grows with its square.
 */
export function composed(text: string, most: number): string | null {
  if (text.length > 4 * most) return null
  const form = text.normalize('NFC')
  return form.length > most ? null : form
}
