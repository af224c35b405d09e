// A Worker whose requests are counted. Tests call it directly, and benchmarks call it over HTTP.

import { PlainBrowser, type Sent } from '../../test/support/node/plain-browser.ts'

export interface Count {
  readonly roundTrips: number
  readonly statements: number
  readonly rowsRead: number
  readonly rowsWritten: number
  readonly kvReads: number
  readonly kvWrites: number
  /** The time that D1 spent in SQLite. */
  readonly milliseconds: number
}

export interface Asked {
  readonly method?: string
  readonly headers: Headers
  readonly body?: string | Uint8Array
}

export interface World {
  /** Resolves once the deferred work is done too. */
  readonly ask: (url: string, init: Asked) => Promise<Response>
  readonly cron: (cron: string) => Promise<void>
  /** Returns the count since the last call. */
  readonly takeCount: () => Promise<Count>
  readonly now: () => number
  readonly moveClock: (seconds: number) => Promise<void>
  readonly operatorToken: string
}

export const PORTAL = 'http://auth.localhost:8787'

/** Follows redirects up to an origin. No origin runs, so each visit ends with the gate's 502. */
export class Browser extends PlainBrowser {
  private readonly world: World
  constructor(world: World) {
    super(PORTAL)
    this.world = world
  }

  protected override send(url: string, { headers, ...init }: Sent): Promise<Response> {
    return this.world.ask(url, { ...init, headers: new Headers(headers) })
  }
}

/** Calls the API as the operator. Throws if the answer is not a success. */
export async function callApi(world: World, method: string, path: string, body?: unknown): Promise<unknown> {
  const headers = new Headers({
    authorization: `Bearer ${world.operatorToken}`,
    'content-type': 'application/json',
  })
  const init = { method, headers, ...(body === undefined ? {} : { body: JSON.stringify(body) }) }
  const response = await world.ask(`${PORTAL}/api/v1${path}`, init)
  const text = await response.text()
  if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text.slice(0, 300)}`)
  return text
}
