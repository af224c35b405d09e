// An origin that demands a newer second factor as RFC 9470 says, and has no other code for it.

import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { listenOn } from './listen.ts'
import { claimsOf } from './recording-origin.ts'
import { edgeNow } from './test-bed.ts'

/** A page with a link, a form and a script that meet the demand. */
const FRONT = `<!doctype html><title>Payroll</title><h1>Payroll</h1>
<a href="/within/60?month=11#total">Salaries</a>
<form method="post" action="/within/60"><input name="amount" value="7"><button>Pay</button></form>
<button id="load">Load</button><output></output>
<script>
document.querySelector('#load').addEventListener('click', async () => {
  const response = await fetch('/within/60')
  const stepUp = response.headers.get('Sallyport-Step-Up')
  if (stepUp !== null) location.assign(stepUp)
  else document.querySelector('output').textContent = await response.text()
})
</script>`

/**
 * Serves `/within/SECONDS` only with a second factor of the last SECONDS, `/passkey` only with a passkey, and
 * `/always/SECONDS` never.
 */
export async function startDemandingOrigin(): Promise<{ url: string; close(): Promise<void> }> {
  const server = createServer(async (req, res) => {
    const [, page = '', age = '0'] = new URL(req.url ?? '', 'http://origin').pathname.split('/')
    const { mfa_time: provedAt = 0, mfa_method: method } = claimsIn(req)
    const isOld = (await edgeNow()) - Number(provedAt) > Number(age)
    if (page === 'always' || (page === 'within' && isOld)) {
      return refuse(res, `acr_values="aal2", max_age="${age}"`)
    }
    if (page === 'passkey' && method !== 'passkey') return refuse(res, 'acr_values="phr"')
    const isFront = page === ''
    res.writeHead(200, { 'content-type': isFront ? 'text/html' : 'text/plain' })
    res.end(isFront ? FRONT : `${req.method} ${req.url}`)
  })
  const close = await listenOn(server, 0)
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, close }
}

function refuse(res: ServerResponse, demand: string): void {
  const challenge = `Bearer error="insufficient_user_authentication", ${demand}`
  res.writeHead(401, { 'content-type': 'text/plain', 'www-authenticate': challenge })
  res.end('refused by the origin')
}

const claimsIn = ({ headers }: IncomingMessage) => claimsOf({ headers })
