// Carries the fields of a form in the address of its page, so that they survive a proof on the way.
//
// Each address around it escapes its escapes again, and a cookie holds only 4 KiB. So long fields travel packed.
// They are spelled out again when the page is reached.

import { RETURN_TO_MAX_LENGTH } from '../../core/return-to.ts'
import { packReturnTo, unpackReturnTo } from '../../http/packed-return-to.ts'

const PACKED = 'packed'

/**
 * Returns `path` with the fields, except the CSRF token. Returns null if they are longer than any form that can
 * be saved. They are never shortened. Otherwise a shortened form could save something else than the person chose.
 */
export function withFields(path: string, form: URLSearchParams): string | null {
  const fields = String(new URLSearchParams([...form].filter(([name]) => name !== 'csrf')))
  if (fields.length > RETURN_TO_MAX_LENGTH) return null
  if (fields === '') return path
  const packed = form.has(PACKED) ? fields : packReturnTo(fields)
  return packed === fields ? `${path}?${fields}` : `${path}?${PACKED}=${packed}`
}

/** Returns the page's address with packed fields spelled out; null if it has none. */
export function spelledOut({ pathname, searchParams }: URL): string | null {
  const packed = searchParams.get(PACKED)
  if (packed === null) return null
  const fields = new URLSearchParams(unpackReturnTo(packed) ?? '')
  // Otherwise a made-up address could lead to itself for ever.
  fields.delete(PACKED)
  return `${pathname}?${fields}`
}
