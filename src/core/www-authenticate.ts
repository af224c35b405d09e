// Parses the WWW-Authenticate header (RFC 9110, sections 11.3 and 11.6.1). Reads each character a fixed
// number of times, so that a long header costs no more than its length.

export interface Challenge {
  /** In lower case, such as `bearer`. */
  readonly scheme: string
  /** By name in lower case. Empty for a challenge with a token68, such as `Negotiate`. */
  readonly params: ReadonlyMap<string, string>
}

interface Draft {
  readonly scheme: string
  readonly params: Map<string, string>
  isMalformed: boolean
}

type Param = readonly [name: string, value: string]

const TOKEN = "[!#$%&'*+.^_`|~0-9A-Za-z-]+"
const PARAM = new RegExp(`^(${TOKEN})[ \\t]*=[ \\t]*(?:(${TOKEN})|"(.*)")$`, 's')
const CHALLENGE = new RegExp(`^(${TOKEN})(?: +(.+))?$`, 's')
const TOKEN68 = /^[\w.~+/-]+=*$/

/**
 * Returns the challenges of a header, in their order. Several headers may be joined with commas, as `Headers`
 * joins them. Leaves out a malformed challenge, and keeps the others.
 */
export function parseChallenges(header: string): Challenge[] {
  const drafts: Draft[] = []
  for (const part of splitAtCommas(header)) {
    const text = part.trim()
    if (text === '') continue // a list may have empty elements (RFC 9110, section 5.6.1.2)
    const param = parseParam(text)
    const begun = param ? null : begin(text)
    if (begun) drafts.push(begun)
    else add(drafts.at(-1), param)
  }
  return drafts.filter(({ isMalformed }) => !isMalformed)
}

/** Splits at the commas outside quoted strings. A string without an end takes the rest of the header. */
function splitAtCommas(header: string): string[] {
  const parts: string[] = []
  let from = 0
  let isQuoted = false
  for (let at = 0; at < header.length; at++) {
    const letter = header[at]
    if (letter === '"') isQuoted = !isQuoted
    else if (isQuoted && letter === '\\') at++
    else if (!isQuoted && letter === ',') {
      parts.push(header.slice(from, at))
      from = at + 1
    }
  }
  parts.push(header.slice(from))
  return parts
}

/** Begins a challenge: a scheme alone, or with a token68 or the first parameter. */
function begin(text: string): Draft | null {
  const [, scheme, rest] = CHALLENGE.exec(text) ?? []
  if (scheme === undefined) return null
  const draft: Draft = { scheme: scheme.toLowerCase(), params: new Map(), isMalformed: false }
  if (rest !== undefined && !TOKEN68.test(rest)) add(draft, parseParam(rest))
  return draft
}

/** Adds a parameter. A malformed or repeated one makes the challenge malformed (RFC 9110, section 11.2). */
function add(draft: Draft | undefined, param: Param | null): void {
  if (!draft) return
  if (param && !draft.params.has(param[0])) draft.params.set(...param)
  else draft.isMalformed = true
}

function parseParam(text: string): Param | null {
  const [, name, token, quoted] = PARAM.exec(text) ?? []
  const value = token ?? (quoted === undefined ? null : unquote(quoted))
  return name === undefined || value === null ? null : [name.toLowerCase(), value]
}

/** Returns the text of a quoted string (RFC 9110, section 5.6.4), or null if a quote in it is not escaped. */
function unquote(quoted: string): string | null {
  const isWhole = !/["\\]/.test(quoted.replace(/\\./gs, ''))
  return isWhole ? quoted.replace(/\\(.)/gs, '$1') : null
}
