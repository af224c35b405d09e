// Serves the portal's few files from the bundle. No other service may answer on the portal's host, and error
// pages need the files while the database is down.

import { LOGO_PATH, MARK_PATH } from '../../http/brand-assets.ts'
import { answerMethod } from '../../http/methods.ts'
import { answerProgram } from '../../refusals/answer-inside.ts'
import { accentStylesheet } from './accent.ts'
import { builtLogo, LOGO_POLICY } from './logo.ts'
import { MARK } from './mark.ts'
import { PASSKEY_SCRIPT } from './passkey-path.ts'
import script from './sallyport.js' with { type: 'text' }
import { STYLESHEET } from './stylesheet.ts'

const CSS = 'text/css; charset=utf-8'
const SCRIPT = 'text/javascript; charset=utf-8'
const FEW_MINUTES = 'public, max-age=300'
// A colour's stylesheet changes only when a new version derives it differently.
const A_DAY = 'public, max-age=86400'

interface File {
  readonly type: string
  readonly body: string | Uint8Array<ArrayBuffer>
  readonly cached: string
  readonly policy?: string
}

const FILES = new Map<string, File>([
  ['/assets/sallyport.css', { type: CSS, body: STYLESHEET, cached: FEW_MINUTES }],
  ['/assets/sallyport.js', { type: SCRIPT, body: script, cached: FEW_MINUTES }],
  [MARK_PATH, { type: 'image/svg+xml', body: MARK, cached: FEW_MINUTES }],
])

/** Answers a request for one of these files; null for another path. */
export function asset(request: Request, { pathname }: URL): Response | Promise<Response> | null {
  if (pathname === PASSKEY_SCRIPT) return loadPasskeyScript().then((file) => answer(request, file))
  const file = FILES.get(pathname) ?? accentFile(pathname) ?? logoFile(pathname)
  return file ? answer(request, file) : null
}

function answer(request: Request, file: File): Response | Promise<Response> {
  const other = answerMethod(request.method, ['GET'], answerProgram)
  if (other) return other
  return new Response(request.method === 'HEAD' ? null : file.body, {
    headers: {
      'content-type': file.type,
      'cache-control': file.cached,
      // Must allow other origins, because error pages on workspace hosts load the stylesheet from here.
      'cross-origin-resource-policy': 'cross-origin',
      'content-security-policy': file.policy ?? "default-src 'none'",
    },
  })
}

async function loadPasskeyScript(): Promise<File> {
  const { passkeyScript } = await import('./passkey-script.ts')
  return { type: SCRIPT, body: passkeyScript, cached: FEW_MINUTES }
}

function accentFile(pathname: string): File | null {
  const body = accentStylesheet(pathname)
  return body === null ? null : { type: CSS, body, cached: A_DAY }
}

function logoFile(pathname: string): File | null {
  const logo = pathname === LOGO_PATH ? builtLogo() : null
  return logo && { type: logo.type, body: logo.bytes, cached: FEW_MINUTES, policy: LOGO_POLICY }
}
