/**
 * Normalises text to NFC. Returns null if the result has more than `most` UTF-16 units.
 *
 * Refuses longer input before normalising it: one unit of NFC comes from at most four. Otherwise an attacker
 * could send a long row of combining marks. Sorting them takes time that grows with the square of their
 * number.
 */
export function composed(text: string, most: number): string | null {
  if (text.length > 4 * most) return null
  const form = text.normalize('NFC')
  return form.length > most ? null : form
}
