// The part of Cloudflare's API that a deployment uses, with a real SQLite database. It also answers for the
// Workers at their hosts. It refuses what Cloudflare refuses: a route of another Worker.

import { randomUUID } from 'node:crypto'
import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { DatabaseSync } from 'node:sqlite'
import { buffer } from 'node:stream/consumers'
import { parseMasterKey } from '../../../src/core/secret-config.ts'
import { importMasterKey } from '../../../src/crypto/master-key.ts'
import { listenOn } from './listen.ts'

export const ACCOUNT = 'a'.repeat(32)
const ZONE = { id: 'b'.repeat(32), name: 'example.com' }
export const DATABASE_ID = '3f1d5a52-36a4-4c22-b6d6-5f1b6a2a6f11'
export const NAMESPACE_ID = 'c'.repeat(32)
const DATABASE = { uuid: DATABASE_ID, name: 'sallyport', version: 'production' }
const NAMESPACE = { id: NAMESPACE_ID, title: 'sallyport' }

interface Script {
  readonly secrets: Record<string, string>
  vars: Record<string, unknown>
  /** Everything in it that is not a secret: bindings and code. */
  content: string
  crons: readonly string[]
  uploads: number
}

interface HeldRoute {
  readonly id: string
  readonly pattern: string
  readonly script: string
}

class Refusal extends Error {
  readonly status: number
  readonly code: number
  constructor(status: number, code: number, message: string) {
    super(message)
    this.status = status
    this.code = code
  }
}

const noWorker = () => new Refusal(404, 10007, 'workers.api.error.script_not_found')

export class CloudflareStandIn {
  readonly database = new DatabaseSync(':memory:')
  readonly scripts = new Map<string, Script>()
  routes: HeldRoute[] = []
  /** The Worker of each custom domain. */
  readonly domains = new Map<string, string>()
  /** The requests that changed something, in order. */
  readonly changes: string[] = []
  /** The change that is refused. */
  failsAt: string | null = null
  #isCreated = { database: false, namespace: false }
  url = ''
  close: () => Promise<void> = async () => {}

  async listen(): Promise<this> {
    const server = createServer(async (request, response) => {
      const { status, body } = await this.#answer(request)
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
    })
    this.close = await listenOn(server, 0)
    this.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
    return this
  }

  /** Returns the Worker for a host: by the most specific route, otherwise by custom domain. */
  workerAt(host: string): string | undefined {
    const [route] = this.routes
      .filter(({ pattern }) => covers(pattern, host))
      .sort((a, b) => b.pattern.length - a.pattern.length)
    return route?.script ?? this.domains.get(host)
  }

  async #answer(request: IncomingMessage): Promise<{ status: number; body: unknown }> {
    const url = new URL(request.url ?? '/', this.url)
    const [, place, host = ''] = url.pathname.split('/')
    if (place === 'hosts') return this.#answerAt(host)
    try {
      const all = await this.#ask(request.method ?? '', url.pathname.replace('/client/v4', ''), request)
      const result = Array.isArray(all) && Number(url.searchParams.get('page') ?? 1) > 1 ? [] : all
      return { status: 200, body: { success: true, errors: [], messages: [], result, result_info: {} } }
    } catch (error) {
      const { status, code, message } = error instanceof Refusal ? error : new Refusal(500, 0, String(error))
      return { status, body: { success: false, errors: [{ code, message }], messages: [], result: null } }
    }
  }

  /** Answers as the Worker there would. The first Worker asked seals the key ring. */
  async #answerAt(host: string): Promise<{ status: number; body: unknown }> {
    const script = this.scripts.get(this.workerAt(host) ?? '')
    if (!script) return { status: 200, body: { from: 'the origin, past the gate' } }
    const bytes = parseMasterKey(script.secrets.MASTER_KEY ?? '')
    if (!bytes || !script.secrets.OPERATOR_TOKEN) return { status: 503, body: { code: 'not_configured' } }
    const { id } = await importMasterKey(bytes)
    if (this.masterKeyIds().length === 0) this.seal(id)
    if (!this.masterKeyIds().includes(id)) return { status: 503, body: { code: 'unknown_master_key' } }
    if (`https://${host}` === script.vars.PORTAL_ORIGIN) return { status: 200, body: { keys: [{}] } }
    return { status: 421, body: { code: 'unknown_host' } }
  }

  masterKeyIds(): string[] {
    return this.database
      .prepare('SELECT sealed FROM ring_keys')
      .all()
      .map(({ sealed }) => String(sealed).split('.')[0] ?? '')
  }

  seal(masterKeyId: string): void {
    const row = this.database.prepare(
      `INSERT INTO ring_keys (id, purpose, sealed, created_at, active_from) VALUES (?, 'pass-signing', ?, 0, 0)`,
    )
    row.run(randomUUID(), `${masterKeyId}.AAAA`)
  }

  #change(what: string): void {
    if (what === this.failsAt) throw new Refusal(400, 1, 'refused by the test')
    this.changes.push(what)
  }

  async #ask(method: string, path: string, request: IncomingMessage): Promise<unknown> {
    const json = async <T>() => JSON.parse((await buffer(request)).toString()) as T
    const of = `/accounts/${ACCOUNT}`
    switch (`${method} ${path}`) {
      case 'GET /user':
        return { email: 'operator@example.com' }
      case 'GET /user/tokens/verify':
        return { id: 'token', status: 'active' }
      case 'GET /memberships':
      case 'GET /accounts':
        return [{ id: ACCOUNT, name: 'test', account: { id: ACCOUNT, name: 'test' } }]
      case 'GET /zones':
        return [ZONE]
      case `GET ${of}/d1/database`:
        return this.#isCreated.database ? [DATABASE] : []
      case `POST ${of}/d1/database`:
        this.#change('create the database')
        this.#isCreated.database = true
        return DATABASE
      case `GET ${of}/d1/database/${DATABASE.uuid}`:
        return DATABASE
      case `POST ${of}/d1/database/${DATABASE.uuid}/query`:
        return this.#query((await json<{ sql: string }>()).sql)
      case `GET ${of}/storage/kv/namespaces`:
        return this.#isCreated.namespace ? [NAMESPACE] : []
      case `POST ${of}/storage/kv/namespaces`:
        this.#change('create the namespace')
        this.#isCreated.namespace = true
        return NAMESPACE
      case `GET /zones/${ZONE.id}/workers/routes`:
        return this.routes
    }
    const [, name, rest = ''] =
      /\/workers\/(?:scripts|services|workers)\/([\w-]+)(?:\/(.*))?$/.exec(path) ?? []
    if (name) return this.#askScript(method, name, rest, request)
    throw new Refusal(404, 7003, `No route for ${method} ${path}`)
  }

  #query(sql: string): unknown[] {
    if (/^\s*(SELECT|PRAGMA)/i.test(sql)) {
      return [{ success: true, results: this.database.prepare(sql).all(), meta: {} }]
    }
    this.database.exec(sql)
    return [{ success: true, results: [], meta: {} }]
  }

  async #askScript(method: string, name: string, rest: string, request: IncomingMessage): Promise<unknown> {
    const script = this.scripts.get(name)
    if (method === 'PUT' && rest === '') return this.#upload(name, request)
    if (!script) throw noWorker()
    const json = async <T>() => JSON.parse((await buffer(request)).toString()) as T
    switch (`${method} ${rest}`) {
      case 'GET ':
        return {
          default_environment: { environment: 'production', script: { tag: name, tags: [] } },
          subdomain: { enabled: false, previews_enabled: false },
        }
      case 'GET secrets':
        return Object.keys(script.secrets).map((key) => ({ name: key, type: 'secret_text' }))
      case 'POST versions':
        return this.#upload(name, request)
      case 'GET deployments':
        return { deployments: [] }
      case 'POST deployments':
      case 'PATCH script-settings':
        return {}
      case 'GET subdomain':
      case 'POST subdomain':
        return { enabled: false, previews_enabled: false }
      case 'PUT routes':
        return this.#replaceRoutes(name, await json<{ pattern: string }[]>())
      case 'POST domains/changeset':
        return { added: [], removed: [], updated: [], conflicting: [] }
      case 'PUT domains/records':
        for (const { hostname } of (await json<{ origins: { hostname: string }[] }>()).origins) {
          this.domains.set(hostname, name)
        }
        return {}
      case 'PUT schedules':
        script.crons = (await json<{ cron: string }[]>()).map(({ cron }) => cron)
        return {}
    }
    throw new Refusal(404, 7003, `No route for ${method} ${name}/${rest}`)
  }

  async #upload(name: string, request: IncomingMessage): Promise<unknown> {
    const headers = { 'content-type': request.headers['content-type'] ?? '' }
    const form = await new Response(await buffer(request), { headers }).formData()
    this.#change(`upload ${name}`)
    const { bindings, ...metadata } = JSON.parse(String(form.get('metadata')))
    const script = this.scripts.get(name) ?? { secrets: {}, vars: {}, content: '', crons: [], uploads: 0 }
    script.uploads += 1
    script.vars = {}
    for (const binding of bindings) {
      if (binding.type === 'secret_text') script.secrets[binding.name] = binding.text
      if (binding.type === 'plain_text') script.vars[binding.name] = binding.text
    }
    const rest = bindings.filter(({ type }: { type: string }) => type !== 'secret_text' && type !== 'inherit')
    const code = await (form.get(metadata.main_module) as File).text()
    script.content = JSON.stringify({ bindings: rest, date: metadata.compatibility_date, code })
    this.scripts.set(name, script)
    const id = randomUUID()
    return {
      id,
      deployment_id: id.replaceAll('-', ''),
      resources: { script: { etag: id } },
      startup_time_ms: 1,
    }
  }

  /** Replaces the routes. Routes that are not listed are removed. */
  #replaceRoutes(name: string, wanted: readonly { pattern: string }[]): HeldRoute[] {
    const others = this.routes.filter(({ script }) => script !== name)
    if (wanted.some(({ pattern }) => others.some((route) => route.pattern === pattern))) {
      throw new Refusal(409, 10020, 'workers.api.error.duplicate_route')
    }
    const own = wanted.map(
      ({ pattern }) =>
        this.routes.find((route) => route.pattern === pattern) ?? { id: randomUUID(), pattern, script: name },
    )
    const isSame =
      own.length + others.length === this.routes.length && own.every((route) => this.routes.includes(route))
    if (!isSame) this.#change(`routes of ${name}`)
    this.routes = [...others, ...own]
    return own
  }
}

function covers(pattern: string, host: string): boolean {
  const wanted = pattern.replace(/\/\*$/, '')
  return wanted.startsWith('*') ? host.endsWith(wanted.slice(1)) : wanted === host
}
