// `npm start`: runs all of Sallyport on this machine, with two workspaces to try. The next start continues
// with the same data; `npm run reset` deletes it.

import { createWriteStream } from 'node:fs'
import { join } from 'node:path'
import { logoDefines } from '../scripts/brand-logo.ts'
import { OUR_NAME } from '../src/core/brand.ts'
import { FIRST_WORKSPACE, PEOPLE, RULES, SERVICE_TOKEN, WORKSPACES } from './cast.ts'
import { startCron } from './cron.ts'
import { migrate, portalOriginAt, startEdge, workspaceOriginAt } from './edge-process.ts'
import { Failure } from './failure.ts'
import { type FirstFactors, startFirstFactors } from './first-factors.ts'
import { type MailServer, startMailServer } from './mail/mail-server.ts'
import { startOrigin } from './origin-server.ts'
import { parsePort, pickPort, requireFreePort } from './ports.ts'
import {
  describeRunning,
  EDGE_LOG,
  EDGE_VARS,
  endLeftEdge,
  findRunning,
  MAILS,
  noteEdge,
  noteRunning,
} from './running.ts'
import { ensureSecrets } from './secrets.ts'
import { renewServiceToken, seedPerson, seedRules, seedWorkspace } from './seed.ts'
import { settingsFrom, writeSettings } from './settings.ts'
import { describeDemo } from './welcome.ts'
import { PROJECT } from './wrangler.ts'

const MAILING_WORKER = 'demo/mail/edge-worker.ts'
const MAIL_FROM = 'no-reply@sallyport.example'

const toStop: (() => Promise<void>)[] = []
let isFinishing = false

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => void finish(0))

try {
  await start()
} catch (error) {
  if (!(error instanceof Failure)) throw error
  console.error(`\n${error.message}\n`)
  await finish(1)
}

async function start(): Promise<void> {
  const port = parsePort(process.env.PORT)
  const running = findRunning()
  if (running) {
    throw new Failure(describeRunning('Already running', running))
  }
  if (endLeftEdge()) console.log('Stopped the edge that an earlier start had left running.')
  await requireFreePort(port)
  noteRunning()
  const secrets = ensureSecrets(join(PROJECT, '.dev.vars'))
  const settings = settingsFrom(secrets, process.env)

  const define = logoDefines(PROJECT, settings.BRAND_LOGO)

  console.log('Preparing the local database …')
  await migrate({})
  console.log('Starting the edge, two origins and the demo providers …')
  const brand = settings.BRAND_NAME ?? OUR_NAME
  const origins = await startOrigins(port, brand)
  const firstFactors = settings.PROVIDERS ? null : await startDemoProviders(port, brand)
  const mail = await startMail(port, brand)
  writeSettings(EDGE_VARS, {
    NOTICE_EMAIL_FROM: MAIL_FROM,
    ...settings,
    ...firstFactors?.vars,
    LOCAL_MAILBOX: mail.intake,
  })
  const log = createWriteStream(EDGE_LOG, { mode: 0o600 })
  const edge = await startEdge({
    port,
    entry: MAILING_WORKER,
    envFile: EDGE_VARS,
    define,
    onOutput: (text) => log.write(text),
    onSpawn: noteEdge,
  })
  toStop.unshift(edge.stop)
  void edge.ended.then((said) => reportEnd(said))

  const operator = { portalOrigin: edge.portalOrigin, token: secrets.OPERATOR_TOKEN }
  for (const person of PEOPLE) await seedPerson(operator, person)
  for (const [index, workspace] of WORKSPACES.entries()) {
    const host = new URL(edge.workspaceOrigin(workspace.slug)).host
    await seedWorkspace(operator, workspace, { host, origin: origins[index] ?? '' })
    await seedRules(operator, workspace, RULES)
  }
  const serviceToken = await renewServiceToken(operator, FIRST_WORKSPACE, SERVICE_TOKEN)
  toStop.unshift(startCron(port))
  console.log(describeDemo(port, { firstFactors, mailUrl: mail.url, serviceToken }))
}

async function startMail(port: number, brand: string): Promise<MailServer> {
  const mail = await startMailServer({
    file: MAILS,
    port: await pickPort(port + 3 + WORKSPACES.length),
    brand,
  })
  toStop.push(mail.close)
  return mail
}

async function startDemoProviders(port: number, brand: string): Promise<FirstFactors> {
  const portal = portalOriginAt(port)
  const firstFactors = await startFirstFactors({ portal, brand }, port + 1 + WORKSPACES.length)
  toStop.push(firstFactors.close)
  return firstFactors
}

/** Prefers the ports next to the edge's, so that they are usually the same at each start. */
async function startOrigins(port: number, brand: string): Promise<string[]> {
  const urls: string[] = []
  for (const [index, { slug, name }] of WORKSPACES.entries()) {
    const origin = await startOrigin({
      name,
      brand,
      issuer: portalOriginAt(port),
      audience: workspaceOriginAt(port, slug),
      port: await pickPort(port + 1 + index),
    })
    toStop.push(origin.close)
    urls.push(origin.url)
  }
  return urls
}

async function finish(code: number): Promise<never> {
  isFinishing = true
  await Promise.allSettled(toStop.map((stop) => stop()))
  process.exit(code)
}

function reportEnd(said: string): void {
  if (isFinishing) return
  console.error(`\nThe edge stopped unexpectedly. Wrangler said:\n\n${said}\n`)
  void finish(1)
}
