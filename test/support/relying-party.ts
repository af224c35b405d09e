// Sign-ins at a hostile provider as src/providers/ sees them, without a browser, a database or a network.

import { beforeEach, expect, vi } from 'vitest'
import type { OidcProvider, ProviderDemand } from '../../src/core/provider.ts'
import type { Result } from '../../src/core/result.ts'
import { authorizationUrl, type OidcArrival, redeemCode } from '../../src/providers/oidc.ts'
import type { ProviderRefusal } from '../../src/providers/refusal.ts'
import { fakeFetch } from './fake-fetch.ts'
import { type HostileProvider, makeHostileProvider, type Wrong } from './hostile-provider.ts'

export const ISSUER = 'https://idp.example'
export const CALLBACK = 'https://auth.example.com/sign-in/callback/idp'
const RESIDENT_ADDRESS = 'resident@acme.example'

export const IDP: OidcProvider = {
  ...{ id: 'idp', kind: 'oidc', label: 'Acme ID', issuer: ISSUER, contact: null },
  ...{ clientId: 'sallyport-at-idp', clientAuth: 'basic', clientSecret: 'secret of idp: + / % and =' },
  ...{ scope: 'openid email profile', freshPrompt: 'login', acrValues: [] },
  ...{ trustsEmail: false, assumesEmailVerified: false, provisions: true, emailDomains: null },
  ...{ trustedAmr: [], trustedAcr: [], reportsAuthTime: true },
}

/** One provider for a whole file, because making its key takes a tenth of a second. */
const idp: HostileProvider = makeHostileProvider({
  issuer: ISSUER,
  email: RESIDENT_ADDRESS,
  clientId: IDP.clientId,
  clientSecret: IDP.clientSecret ?? '',
  now: async () => clock,
})

let clock = 1_800_000_000
export const now = () => clock

/** Moves the clocks of the edge and of the libraries together. */
export function advance(seconds: number): void {
  clock += seconds
  vi.setSystemTime(clock * 1000)
}

/** Before each test, makes the provider behave correctly, and clears what is cached about it. */
export function provideIdp(): HostileProvider {
  fakeFetch({ origin: ISSUER, answer: (asked) => idp.answer(asked) })
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ['Date'] })
    advance(2 * 3600)
    idp.next()
    return () => vi.useRealTimers()
  })
  return idp
}

export interface Way {
  readonly callback: URL
  readonly request: { readonly state: string; readonly nonce: string; readonly codeVerifier: string }
}

/** Goes to the provider and back. */
export async function wayBack(
  provider = IDP,
  demand: ProviderDemand = 'sign-in',
): Promise<Result<Way, ProviderRefusal>> {
  const random = () => crypto.randomUUID().replaceAll('-', '').slice(0, 22)
  const request = { state: random(), nonce: random(), codeVerifier: random() + random() }
  const sent = await authorizationUrl(
    provider,
    { ...request, redirectUri: CALLBACK, demand, maxAge: 600 },
    now(),
  )
  if (!sent.ok) return sent
  const answered = await fetch(sent.value, { redirect: 'manual' })
  return { ok: true, value: { callback: new URL(answered.headers.get('location') ?? ''), request } }
}

export async function signIn(
  provider = IDP,
  demand: ProviderDemand = 'sign-in',
): Promise<Result<OidcArrival, ProviderRefusal>> {
  const way = await wayBack(provider, demand)
  return way.ok ? redeemCode(provider, way.value.callback, way.value.request, now()) : way
}

/** Makes deadlines fifty times shorter. Returns a spy that shows which were set. */
export function hurry() {
  const { timeout } = AbortSignal
  return vi.spyOn(AbortSignal, 'timeout').mockImplementation((ms) => timeout.call(AbortSignal, ms / 50))
}

type Code = ProviderRefusal['code']

/**
 * Expects a refusal with Sallyport's own code, without the provider's text, and without a request to another
 * server.
 */
export async function expectRefused(wrong: Wrong, expected: Code | readonly Code[]): Promise<void> {
  idp.next(wrong)
  expectRefusal(await signIn(), expected)
}

export function expectRefusal(
  result: Result<unknown, ProviderRefusal>,
  expected: Code | readonly Code[],
): void {
  if (result.ok) throw new Error('the sign-in was not refused')
  expect([expected].flat()).toContain(result.error.code)
  expect(result.error.detail).toMatch(/^[a-z_ -]{1,80}$/)
  expect(idp.received.filter(({ path }) => path.startsWith('/elsewhere'))).toEqual([])
}

export async function expectSignedIn(wrong: Wrong = {}): Promise<OidcArrival> {
  idp.next(wrong)
  const result = await signIn()
  if (!result.ok) throw new Error(`${result.error.code}: ${result.error.detail}`)
  return result.value
}
