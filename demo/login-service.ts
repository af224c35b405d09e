// A login service, written as a platform would add login tickets to its own. It checks passwords, keeps
// sessions, and sends the portal a login ticket that says who has signed in. Only `login`, `hand` and the
// keys deal with tickets.

import { randomBytes } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { type CryptoKey, exportJWK, generateKeyPair, type JWK } from 'jose'
import { OUR_NAME } from '../src/core/brand.ts'
import {
  issueLoginTicket,
  type LoginRequest,
  loginTicketPage,
  readLoginRequest,
} from '../src/origin/login-ticket.ts'
import type { ProviderPerson } from './cast.ts'
import { homePage, messagePage, signInPage } from './sign-in-pages.ts'
import { findCookie, isForeign, listen, readForm, send } from './web-server.ts'

export interface LoginServiceOptions {
  /** The name that its pages show, such as "Platform login". */
  readonly name: string
  /** The name of the platform that people sign in to. */
  readonly brand?: string
  /** The portal's web origin. */
  readonly portal: string
  /** The id of this service in the portal's configuration. */
  readonly provider: string
  /** Read again at each sign-in. */
  readonly people: readonly ProviderPerson[]
  /** Any free port if it is 0 or absent. */
  readonly port?: number
}

export interface RunningLoginService {
  /** `http://127.0.0.1:<port>` */
  readonly issuer: string
  readonly loginUrl: string
  readonly jwksUri: string
  /** Starts to sign with a new key. Keeps publishing the previous key, but no older ones. */
  rotateKeys(): Promise<void>
  close(): Promise<void>
}

interface Session {
  readonly person: ProviderPerson
  /** In seconds since 1970. */
  readonly signedInAt: number
}

interface SigningKey {
  readonly key: CryptoKey
  readonly published: JWK & { readonly kid: string }
}

interface Service extends LoginServiceOptions {
  readonly origin: string
  /**
   * The name of the session cookie. It contains the port, because browsers share cookies between the ports of
   * a host.
   */
  readonly cookie: string
  readonly sessions: Map<string, Session>
  /** The first key signs. The others are only published. */
  keys: [SigningKey, ...SigningKey[]]
}

export async function startLoginService(options: LoginServiceOptions): Promise<RunningLoginService> {
  const server = await listen(options.port ?? 0)
  const { origin } = server
  const service: Service = {
    ...options,
    origin,
    cookie: `login-service-${new URL(origin).port}`,
    sessions: new Map(),
    keys: [await newSigningKey()],
  }
  server.answerWith((req, res) => answer(service, req, res))
  return {
    issuer: origin,
    loginUrl: `${origin}/login`,
    jwksUri: `${origin}/.well-known/jwks.json`,
    async rotateKeys() {
      service.keys = [await newSigningKey(), service.keys[0]]
    },
    close: server.close,
  }
}

function answer(service: Service, req: IncomingMessage, res: ServerResponse): Promise<void> | void {
  const { pathname } = new URL(req.url ?? '/', service.origin)
  switch (`${req.method} ${pathname}`) {
    case 'GET /login':
    case 'POST /login':
      return login(service, req, res)
    case 'GET /.well-known/jwks.json':
      return sendKeys(service, res)
    case 'GET /':
      return send(res, 200, homePage(namesOf(service), findSession(service, req)?.person.email ?? null))
    case 'POST /sign-out':
      return signOut(service, req, res)
    default:
      return refuse(service, res, 404, 'Page not found.')
  }
}

async function login(service: Service, req: IncomingMessage, res: ServerResponse): Promise<void> {
  const { people } = service
  const names = namesOf(service)
  const request = readLoginRequest(req.url ?? '', service)
  if (!request) return refuse(service, res, 400, 'Start at the sign-in page of the platform to sign in here.')
  if (req.method !== 'POST') {
    const session = request.mustReauthenticate ? undefined : findSession(service, req)
    return session ? hand(service, res, request, session) : send(res, 200, signInPage(names))
  }
  // Refuses a form that another site posted. Otherwise that site could sign this visitor in as another person.
  if (isForeign(req, service.origin)) return refuse(service, res, 403, 'This form belongs to another site.')
  const fields = await readForm(req)
  const email = fields.get('email') ?? ''
  const person = people.find((each) => each.email === email && each.password === fields.get('password'))
  if (!person) {
    const problem = 'Incorrect email address or password.'
    return send(res, 422, signInPage({ ...names, email, problem }))
  }
  return hand(service, res, request, startSession(service, res, person))
}

async function hand(
  { keys, origin, portal }: Service,
  res: ServerResponse,
  { returnTo, nonce }: LoginRequest,
  { person, signedInAt }: Session,
): Promise<void> {
  const [{ key, published }] = keys
  const issuer = { key, kid: published.kid, alg: 'ES256', issuer: origin, portal } as const
  const ticket = await issueLoginTicket(issuer, { ...person, nonce, authTime: signedInAt })
  send(res, 200, loginTicketPage(returnTo, ticket))
}

const namesOf = ({ name, brand = OUR_NAME }: Service) => ({ service: name, brand })

const findSession = ({ sessions, cookie }: Service, req: IncomingMessage): Session | undefined =>
  sessions.get(findCookie(req, cookie) ?? '')

function startSession({ sessions, cookie }: Service, res: ServerResponse, person: ProviderPerson): Session {
  const session = { person, signedInAt: Math.floor(Date.now() / 1000) }
  const id = randomBytes(32).toString('base64url')
  sessions.set(id, session)
  res.setHeader('set-cookie', `${cookie}=${id}; Path=/; HttpOnly; SameSite=Lax`)
  return session
}

function signOut(service: Service, req: IncomingMessage, res: ServerResponse): void {
  if (isForeign(req, service.origin)) {
    refuse(service, res, 403, 'This form belongs to another site.')
    return
  }
  service.sessions.delete(findCookie(req, service.cookie) ?? '')
  res.writeHead(303, { location: '/', 'set-cookie': `${service.cookie}=; Path=/; Max-Age=0` }).end()
}

const refuse = ({ name }: Service, res: ServerResponse, status: number, message: string): void =>
  send(res, status, messagePage(name, 'Something went wrong', message))

async function newSigningKey(): Promise<SigningKey> {
  const { publicKey, privateKey } = await generateKeyPair('ES256')
  const kid = randomBytes(8).toString('hex')
  return { key: privateKey, published: { ...(await exportJWK(publicKey)), kid, alg: 'ES256', use: 'sig' } }
}

function sendKeys({ keys }: Service, res: ServerResponse): void {
  res.writeHead(200, { 'content-type': 'application/jwk-set+json', 'cache-control': 'public, max-age=300' })
  res.end(JSON.stringify({ keys: keys.map(({ published }) => published) }))
}
