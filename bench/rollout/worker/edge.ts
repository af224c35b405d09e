// The edge of the rollout: the whole Worker with a clock that moves, and a mail binding that keeps the mails.
// `http://clock.localhost:…/mails` returns what was sent since it was last asked, and `/each-minute` runs the cron trigger
// of each minute alone.

import type { Env } from '../../../src/config.ts'
import edge from '../../../test/support/edge-with-clock.ts'

/** As Node reads it. */
interface Sent {
  readonly to: string
  readonly subject: string
  readonly text: string
}

let sent: Sent[] = []
let known: Env | undefined

// Must return the same object for each request, because the edge parses its configuration once for each `env`.
function withMail(env: Env): Env {
  known ??= { ...env, EMAIL: { send } as unknown as SendEmail }
  return known
}

async function send({ to, subject, text }: Sent): Promise<EmailSendResult> {
  sent.push({ to, subject, text })
  return { messageId: crypto.randomUUID() }
}

function takeMails(): Response {
  const taken = sent
  sent = []
  return Response.json(taken)
}

async function runEachMinute(env: Env, ctx: ExecutionContext): Promise<Response> {
  await edge.scheduled({ cron: '* * * * *' } as ScheduledController, withMail(env), ctx)
  return Response.json({})
}

export default {
  scheduled: (controller: ScheduledController, env: Env, ctx: ExecutionContext) =>
    edge.scheduled(controller, withMail(env), ctx),
  fetch(request: Request, env: Env, ctx: ExecutionContext): Promise<Response> | Response {
    const { hostname, pathname } = new URL(request.url)
    if (hostname === 'clock.localhost' && pathname === '/mails') return takeMails()
    if (hostname === 'clock.localhost' && pathname === '/each-minute') return runEachMinute(env, ctx)
    return edge.fetch(request, withMail(env), ctx)
  },
}
