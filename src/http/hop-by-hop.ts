// Header fields that concern one connection, and are not passed on (RFC 9110, section 7.6.1).

// `Proxy-Authenticate` asks the next hop for a password, which is the edge, and not the browser (11.7.1).
const ALWAYS = ['proxy-connection', 'proxy-authenticate', 'proxy-authentication-info']
// The platform handles these itself, in requests and in answers.
const BY_THE_PLATFORM = new Set(['close', 'keep-alive', 'te', 'trailer', 'transfer-encoding', 'upgrade'])

/** The names of an answer's fields that end here: those that are known, and those that its `Connection` names. */
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

/** A token (5.6.2). The platform throws for any other name. */
const isFieldName = (text: string): boolean => /^[!#$%&'*+.^_`|~\da-z-]+$/.test(text)
