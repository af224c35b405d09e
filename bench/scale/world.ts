// A Worker that is asked and counted: in a test by calling it, in a benchmark over HTTP.

import { PlainBrowser, type Sent } from '../../test/support/node/plain-browser.ts'

export interface Count {
  readonly roundTrips: number
  readonly statements: number
  readonly rowsRead: number
  readonly rowsWritten: number
  readonly kvReads: number
  readonly kvWrites: number
  /** That D1 spent in SQLite. */
  readonly milliseconds: number
}

export interface Asked {
  readonly method?: string
  readonly headers: Headers
  readonly body?: string | Uint8Array
}

export interface World {
  /** Answers when what was deferred is done, too. */
  readonly ask: (url: string, init: Asked) => Promise<Response>
  readonly cron: (cron: string) => Promise<void>
  /** Since it was asked last. */
  readonly takeCount: () => Promise<Count>
  readonly now: () => number
  readonly moveClock: (seconds: number) => Promise<void>
  readonly operatorToken: string
}

export const PORTAL = 'http://auth.localhost:8787'

/** Follows redirects up to an origin, which nothing answers at: the gate's 502 is as far as this goes. */
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

/** The API, as the operator. */
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
