// The Worker that `npm start` runs: the whole edge, with a mail binding that hands each mail to the local
// mailbox. Miniflare's own binding writes only the texts to files, and deletes them when it stops.

import type { Env } from '../../src/config.ts'
import edge from '../../src/index.ts'

interface LocalEnv extends Env {
  /** Where the mailbox takes mails. The address holds a secret. */
  readonly LOCAL_MAILBOX: string
}

let known: Env | undefined

// Must return the same object for each request, because the edge parses its configuration once for each `env`.
function withMail(env: LocalEnv): Env {
  known ??= { ...env, EMAIL: { send: (message: unknown) => deliver(env.LOCAL_MAILBOX, message) } }
  return known
}

/** Throws if the mailbox has not kept the mail. The edge then tries again, as it does with Cloudflare. */
async function deliver(mailbox: string, message: unknown): Promise<EmailSendResult> {
  const answer = await fetch(mailbox, { method: 'POST', body: JSON.stringify(message) })
  if (!answer.ok) throw new Error(`the local mailbox answered ${answer.status}`)
  return { messageId: crypto.randomUUID() }
}

export default {
  fetch: (request: Request, env: LocalEnv, ctx: ExecutionContext) => edge.fetch(request, withMail(env), ctx),
  scheduled: (controller: ScheduledController, env: LocalEnv, ctx: ExecutionContext) =>
    edge.scheduled(controller, withMail(env), ctx),
}
