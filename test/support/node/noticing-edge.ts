// An edge with both carriers: a webhook on a free port, and mail by Miniflare's send_email binding. The
// binding writes sent mails to files, and names them in its log.

import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { inject } from 'vitest'
import { fetchLoopback } from '../../../demo/loopback.ts'
import { startBuiltEdge } from './built-edge.ts'
import { findFreePorts } from './listen.ts'
import { MASTER_KEY, OPERATOR_TOKEN } from './secrets.ts'
import { type ApiAnswer, advance, edgeOffset, type Person } from './test-bed.ts'
import { wholeLog } from './whole-log.ts'

export const SECRET = `whsec_${Buffer.from('the secret of the tests, 32 byte').toString('base64')}`
export const PREVIOUS_SECRET = `whsec_${Buffer.from('the one before it, also 32 bytes').toString('base64')}`
export const CONTACT = 'help@acme.example'

export interface SentMail {
  /** The lines in the log: `From: …`, `To: …`, `Subject: …`, and nothing else. */
  readonly head: readonly string[]
  readonly to: string
  readonly subject: string
  readonly text: string
}

export class NoticingEdge {
  readonly portal: string
  readonly webhookPort: number
  readonly port: number
  /** For a second receiver, which no configuration names. */
  readonly otherPort: number
  stop: () => Promise<void> = async () => {}
  #output = ''
  #people = 0

  private constructor(port: number, webhookPort: number, otherPort: number) {
    this.port = port
    this.otherPort = otherPort
    this.webhookPort = webhookPort
    this.portal = `http://auth.localhost:${port}`
  }

  static async start(): Promise<NoticingEdge> {
    const [port = 0, webhookPort = 0, otherPort = 0] = await findFreePorts(3)
    const edge = new NoticingEdge(port, webhookPort, otherPort)
    const folder = await mkdtemp(join(tmpdir(), 'sallyport-notices-'))
    const script = await readFile(inject('builtWorker'), 'utf8')
    const vars = {
      ...{ MASTER_KEY, OPERATOR_TOKEN },
      NOTICE_WEBHOOK_URL: `http://127.0.0.1:${webhookPort}/hook`,
      NOTICE_WEBHOOK_SECRET: SECRET,
      NOTICE_WEBHOOK_SECRET_PREVIOUS: PREVIOUS_SECRET,
      NOTICE_EMAIL_FROM: 'Acme Sécurité <security@acme.example>',
      NOTICE_CONTACT: CONTACT,
    }
    const onLog = (text: string) => {
      edge.#output += text
    }
    const mailTo = Array.from({ length: REACHABLE }, (_, number) => addressOf(number))
    const running = await startBuiltEdge({ script, port, persistTo: folder, vars, mailTo, onLog })
    await running.migrate()
    await edge.keepTime()
    edge.stop = async () => {
      await running.stop()
      await rm(folder, { recursive: true, force: true, maxRetries: 5 })
    }
    return edge
  }

  async #clock(path: string): Promise<{ now: number; offset: number }> {
    const response = await fetchLoopback(`http://clock.localhost:${this.port}${path}`)
    return (await response.json()) as { now: number; offset: number }
  }

  async runSql(statement: string): Promise<void> {
    const asked = { method: 'POST', body: JSON.stringify([statement]) }
    const { status } = await fetchLoopback(`http://clock.localhost:${this.port}/sql`, asked)
    if (status !== 200) throw new Error(`D1 answered ${status} to ${statement}`)
  }

  /** Runs these statements in one transaction, as an attacker with the database could. Returns the rows of each. */
  async sql<Row>(...statements: string[]): Promise<Row[][]> {
    const asked = { method: 'POST', body: JSON.stringify(statements) }
    const answer = await fetchLoopback(`http://clock.localhost:${this.port}/sql`, asked)
    if (answer.status !== 200) throw new Error(await answer.text())
    return (await answer.json()) as Row[][]
  }

  /** Runs the cron trigger, and waits for what it writes to the log. */
  async runCron(): Promise<void> {
    await this.#clock('/cron')
    await wholeLog(this.port, this.output)
  }

  /** Sets the clock to the other edge's time, which the authenticator codes follow. */
  async keepTime(): Promise<void> {
    await this.#clock(`/?offset=${await edgeOffset()}`)
  }

  async advance(seconds: number): Promise<void> {
    await advance(seconds)
    await this.keepTime()
  }

  async api(method: string, path: string, body?: unknown): Promise<ApiAnswer> {
    const response = await fetchLoopback(`${this.portal}/api/v1${path}`, {
      method,
      headers: {
        authorization: `Bearer ${OPERATOR_TOKEN}`,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    const text = await response.text()
    return { status: response.status, headers: response.headers, body: text === '' ? null : JSON.parse(text) }
  }

  /** Makes an account. The binding refuses mail to `unreachable` people. */
  async makePerson(name: string, { isUnreachable = false } = {}): Promise<Person> {
    const email = isUnreachable ? `nobody-${crypto.randomUUID()}@acme.example` : addressOf(this.#people++)
    const person = { name, email, password: 'four words that nobody guesses' }
    const { status } = await this.api('PUT', `/accounts/${email}`, { name, password: person.password })
    if (status !== 201) throw new Error(`${name} was not created: ${status}`)
    return person
  }

  /** Makes a workspace that its members have entered, because only they get notices. */
  async makeWorkspace(
    name: string,
    members: readonly (readonly [Person, 'owner' | 'admin' | 'member'])[],
  ): Promise<string> {
    const slug = `ws-${crypto.randomUUID().slice(0, 8)}`
    const body = { name, hosts: [`${slug}.localhost:${this.port}`], origin: 'http://127.0.0.1:9' }
    const { status } = await this.api('PUT', `/workspaces/${slug}`, body)
    if (status !== 201) throw new Error(`${name} was not created: ${status}`)
    for (const [{ email }, role] of members) {
      await this.api('PUT', `/workspaces/${slug}/members/${email}`, { role })
    }
    await this.runSql(
      `UPDATE members SET entered_at = 1 WHERE workspace_id = (SELECT id FROM workspaces WHERE slug = '${slug}')`,
    )
    return slug
  }

  /** Returns the events with this name in the log. */
  logged(event: string): Record<string, unknown>[] {
    return this.#output
      .split('\n')
      .filter((line) => line.includes(`{"event":"${event}"`))
      .map((line) => JSON.parse(line.slice(line.indexOf('{'))))
  }

  output = (): string => this.#output

  /** Returns the mails that were sent to this address, read from the files. */
  async mailsTo(email: string): Promise<SentMail[]> {
    const blocks = this.#output
      .split('send_email binding called with MessageBuilder:\n')
      .slice(1)
      .map((block) => /^([\s\S]*?)\n\nText: (\S+)/.exec(block))
      .filter((match) => match?.[1]?.includes(`To: ${email}`))
    return Promise.all(
      blocks.map(async (match) => {
        const head = (match?.[1] ?? '').split('\n')
        const line = (name: string) =>
          head.find((each) => each.startsWith(`${name}: `))?.slice(name.length + 2) ?? ''
        return {
          head,
          to: line('To'),
          subject: line('Subject'),
          text: await readFile(match?.[2] ?? '', 'utf8'),
        }
      }),
    )
  }
}

const REACHABLE = 60
const addressOf = (number: number) => `person-${number}@acme.example`
