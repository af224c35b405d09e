// Finds header fields that concern one connection and are not forwarded (RFC 9110, section 7.6.1).

// `Proxy-Authenticate` asks the next hop for a password. That hop is the edge, not the browser (RFC 9110,
// section 11.7.1).
const ALWAYS = ['proxy-connection', 'proxy-authenticate', 'proxy-authentication-info']
// Options of `Connection` that the Workers runtime handles itself, in requests and in responses.
const BY_THE_PLATFORM = new Set(['close', 'keep-alive', 'te', 'trailer', 'transfer-encoding', 'upgrade'])

/**
 * Returns the names of an answer's fields that must be removed: the known ones, and those in its `Connection`
 * header.
 */
export function hopByHopNames(headers: Headers): string[] {
  const names = ALWAYS.filter((name) => headers.has(name))
  const connection = headers.get('connection')
  if (connection === null) return names
  for (const option of connection.split(',')) {
    const name = option.trim().toLowerCase()
    if (isFieldName(name) && !BY_THE_PLATFORM.has(name) && headers.has(name)) names.push(name)
  }
  return names
}

/** Returns true for a token (RFC 9110, section 5.6.2). The platform throws for any other name. */
const isFieldName = (text: string): boolean => /^[!#$%&'*+.^_`|~\da-z-]+$/.test(text)
