// The portal's few files, from the bundle: nothing else may answer on its host, and error pages find them while the
// database is down.

import { MARK } from './mark.ts'
import { SCRIPT } from './script.ts'
import { STYLESHEET } from './stylesheet.ts'

const FILES = new Map([
  ['/assets/sallyport.css', { type: 'text/css; charset=utf-8', body: STYLESHEET }],
  ['/assets/sallyport.js', { type: 'text/javascript; charset=utf-8', body: SCRIPT }],
  ['/assets/mark.svg', { type: 'image/svg+xml', body: MARK }],
])

export function asset(request: Request, url: URL): Response | null {
  const file = FILES.get(url.pathname)
  if (!file || (request.method !== 'GET' && request.method !== 'HEAD')) return null
  return new Response(request.method === 'HEAD' ? null : file.body, {
    headers: {
      'content-type': file.type,
      'cache-control': 'public, max-age=300',
      'x-content-type-options': 'nosniff',
      // Error pages of workspace hosts load the stylesheet from here.
      'cross-origin-resource-policy': 'cross-origin',
      'content-security-policy': "default-src 'none'",
    },
  })
}
