// A receiver of webhooks. It verifies each signature by itself (node:crypto, Standard Webhooks 1.0.0) and
// answers as the case says.

import { createHmac, timingSafeEqual } from 'node:crypto'
import { createServer, type IncomingHttpHeaders } from 'node:http'
import { text } from 'node:stream/consumers'
import { listenOn } from './listen.ts'
import { type Reply, send } from './replies.ts'

export interface Received {
  readonly id: string
  readonly timestamp: number
  readonly headers: IncomingHttpHeaders
  readonly body: string
  // biome-ignore lint/suspicious/noExplicitAny: a test reads what it expects
  readonly event: any
  /** Returns whether one of the signatures was made with this secret. */
  verifies(secret: string): boolean
}

export const ACCEPTED: Reply = { status: 204, headers: {}, body: '' }

export class WebhookReceiver {
  readonly received: Received[] = []
  /** Answers each webhook. */
  replyTo: (received: Received) => Reply = () => ACCEPTED
  close: () => Promise<void> = async () => {}

  async listen(port: number): Promise<this> {
    const server = createServer(async (request, response) => {
      const received = receive(request.headers, await text(request))
      this.received.push(received)
      await send(response, this.replyTo(received))
    })
    this.close = await listenOn(server, port)
    return this
  }

  /** Returns the webhooks about this account. */
  about(email: string): Received[] {
    return this.received.filter(({ event }) => event.data.account?.email === email)
  }

  ofWorkspace(slug: string): Received[] {
    return this.received.filter(({ event }) => event.data.workspace?.slug === slug)
  }
}

function receive(headers: IncomingHttpHeaders, body: string): Received {
  const id = String(headers['webhook-id'])
  const timestamp = String(headers['webhook-timestamp'])
  const signatures = String(headers['webhook-signature']).split(' ')
  const verifies = (secret: string) => {
    const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64')
    const expected = createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest()
    return signatures.some((signature) => {
      const [version, mac = ''] = signature.split(',')
      const given = Buffer.from(mac, 'base64')
      return version === 'v1' && given.length === expected.length && timingSafeEqual(given, expected)
    })
  }
  return { id, timestamp: Number(timestamp), headers, body, event: JSON.parse(body), verifies }
}
