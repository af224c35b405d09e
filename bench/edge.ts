// Starts the edge as it is deployed, under plain workerd, with one workspace. Issues passes for that
// workspace.

import { fetchLoopback } from '../demo/loopback.ts'
import { sha256Base64url } from '../src/crypto/digest.ts'
import { type KeyRing, openKeyRing } from '../src/crypto/key-ring.ts'
import { importMasterKey } from '../src/crypto/master-key.ts'
import { mintPass } from '../src/crypto/pass.ts'
import { randomId, randomToken } from '../src/crypto/random.ts'
import { listRingKeys } from '../src/store/ring-keys.ts'
import type { Store } from './store.ts'
import { type RunningWorker, startWorkerd } from './workerd.ts'

const MASTER_KEY = randomToken()
const OPERATOR_TOKEN = randomToken()
export const PASS_SECONDS = 900
const SLUG = 'acme'

export interface Edge extends RunningWorker {
  readonly portalOrigin: string
  readonly workspaceOrigin: string
  readonly host: string
  readonly workspaceId: string
  readonly ring: KeyRing
}

interface EdgePlace {
  readonly source: string
  readonly store: Store
  readonly port: number
  readonly originPort: number
  /** The port of `startGate`. The workspace gets a second host there. */
  readonly gatePort?: number
}

export async function startEdge({ source, store, port, originPort, gatePort }: EdgePlace): Promise<Edge> {
  const portalOrigin = `http://auth.localhost:${port}`
  const host = hostAt(port)
  const vars = {
    PORTAL_ORIGIN: portalOrigin,
    MASTER_KEY,
    OPERATOR_TOKEN,
    PASS_SECONDS: String(PASS_SECONDS),
  }
  const worker = await startWorkerd({ source, vars, store: store.address }, port)
  const hosts = gatePort ? [host, hostAt(gatePort)] : [host]
  const workspace = { name: 'Acme', hosts, origin: `http://127.0.0.1:${originPort}` }
  await askApi(portalOrigin, 'PUT', `/workspaces/${SLUG}`, workspace)
  const found = 'SELECT id FROM workspaces WHERE slug = ?1'
  const workspaceId = await store.db.prepare(found).bind(SLUG).first<string>('id')
  if (!workspaceId) throw new Error(`no workspace ${SLUG}`)
  const masterKey = await importMasterKey(new Uint8Array(Buffer.from(MASTER_KEY, 'base64url')))
  const ring = await openKeyRing(await listRingKeys(store.db), [masterKey])
  // Lets the key sign at once, so that passes can be dated in the past.
  const signing = ring.signing.map((key) => ({ ...key, activeFrom: 0 }))
  const workspaceOrigin = `http://${host}`
  return { ...worker, portalOrigin, workspaceOrigin, host, workspaceId, ring: { ...ring, signing } }
}

const hostAt = (port: number) => `${SLUG}.localhost:${port}`

/** Starts only the gate, as it is deployed. It serves the same workspace with the same keys. */
export async function startGate(edge: Edge, source: string, port: number): Promise<Edge> {
  const worker = await startWorkerd({ ...edge.script, source }, port)
  return { ...edge, ...worker, host: hostAt(port), workspaceOrigin: `http://${hostAt(port)}` }
}

async function askApi(portalOrigin: string, method: string, path: string, body: unknown): Promise<void> {
  const answer = await fetchLoopback(`${portalOrigin}/api/v1${path}`, {
    method,
    headers: { ...OPERATOR, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
  if (answer.status >= 300) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`)
}

export const OPERATOR = { authorization: `Bearer ${OPERATOR_TOKEN}` }

export interface Person {
  readonly email: string
  readonly password: string
}

export async function makePerson(
  { portalOrigin }: Edge,
  role: 'member' | 'owner' = 'member',
): Promise<Person> {
  const person = { email: `${randomId().toLowerCase()}@acme.example`, password: randomToken() }
  const path = `/accounts/${encodeURIComponent(person.email)}`
  await askApi(portalOrigin, 'PUT', path, { name: 'Somebody', password: person.password })
  const member = `/workspaces/${SLUG}/members/${encodeURIComponent(person.email)}`
  await askApi(portalOrigin, 'PUT', member, { role })
  return person
}

export interface PassOptions {
  /** The pass's account. By default a random id without an account, which only a renewal would notice. */
  readonly accountId?: string
  readonly sessionId?: string
  readonly isExpired?: boolean
}

/** Returns a pass, `<JWT>~<secret>`, by default for a new account and session each time. */
export async function mintFor(
  { ring, portalOrigin, workspaceOrigin, workspaceId }: Edge,
  { accountId = randomId(), sessionId = randomId(), isExpired = false }: PassOptions,
): Promise<string> {
  const secret = randomToken()
  const now = Math.floor(Date.now() / 1000) - (isExpired ? PASS_SECONDS + 60 : 0)
  const token = await mintPass(ring, {
    iss: portalOrigin,
    aud: workspaceOrigin,
    sub: accountId,
    sid: sessionId,
    iat: now,
    exp: now + PASS_SECONDS,
    auth_time: now,
    amr: ['pwd', 'otp', 'mfa'],
    acr: 'aal2',
    mfa_time: now,
    mfa_method: 'totp',
    provider: 'password',
    email: 'somebody@acme.example',
    name: 'Somebody of Acme',
    workspace: { id: workspaceId, slug: SLUG, role: 'member' },
    enforcement: { state: 'off' },
    cnf: { 'secret#S256': await sha256Base64url(secret) },
  })
  return `${token}~${secret}`
}

export const passCookie = async (edge: Edge, options: PassOptions = {}): Promise<string> =>
  `__Host-sallyport-pass=${await mintFor(edge, options)}`
