/** A browser going somewhere, as against a script, an image or a program asking: it can follow a redirect to sign in. */
export function isNavigation(request: Request): boolean {
  const mode = request.headers.get('sec-fetch-mode')
  if (mode !== null) return mode === 'navigate'
  return request.method === 'GET' && (request.headers.get('accept') ?? '').includes('text/html')
}

export const isWebSocketUpgrade = (request: Request): boolean =>
  request.headers.get('upgrade')?.toLowerCase() === 'websocket'

/** Whether a browser says that the answer is for something else than a page of its own. */
export function isFramed(request: Request): boolean {
  const destination = request.headers.get('sec-fetch-dest')
  return destination !== null && destination !== 'document'
}
