// git and npm themselves with a service token: they choose the headers, the requests and their order.

import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { writeFile } from 'node:fs/promises'
import { createServer, type IncomingMessage, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { answerGit } from '../support/node/git-server.ts'
import { makeServiceToken, saveRules } from '../support/node/machines.ts'
import { packageFiles, type Served } from '../support/node/package-registry.ts'
import { type Programs, type Ran, startPrograms } from '../support/node/program.ts'
import { makeWorkspace, type TestWorkspace } from '../support/node/test-bed.ts'

const NAMES = fileURLToPath(new URL('../support/node/loopback-names.mjs', import.meta.url))

let programs: Programs
let server: Server
let workspace: TestWorkspace
let packages: ReadonlyMap<string, Served>
const arrived: IncomingMessage[] = []

beforeAll(async () => {
  programs = await startPrograms()
  server = createServer((req, res) => {
    arrived.push(req)
    if (req.url?.startsWith('/git/')) return answerGit(programs.folder, '/git', req, res)
    const file = packages.get(req.url ?? '')
    res.writeHead(file ? 200 : 404, { 'content-type': file?.type ?? 'text/plain' }).end(file?.body)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  workspace = await makeWorkspace(`http://127.0.0.1:${(server.address() as AddressInfo).port}`)
  packages = packageFiles(`${workspace.origin}/npm/`, '@acme/sample')
  await saveRules(
    workspace,
    { id: 'git', path: '/git', match: 'prefix', methods: ['GET', 'POST'], access: 'service' },
    { id: 'npm', path: '/npm', match: 'prefix', methods: ['GET'], access: 'service' },
  )
})
afterAll(async () => {
  server.closeAllConnections()
  server.close()
  await programs.remove()
})

/** Returns what arrived since, and expects that nothing in it is a token. */
function arrivedSince(before: number): IncomingMessage[] {
  const since = arrived.slice(before)
  expect(since.flatMap(({ rawHeaders }) => rawHeaders).join(' ')).not.toContain('sps_')
  return since
}

const DONE = { code: 0, said: expect.any(String) }

describe('git', () => {
  const HELPER = '!f() { test "$1" = get && echo username=ci && echo "password=$TOKEN"; }; f'

  const git = (token: string, args: readonly string[], inside = '.'): Promise<Ran> => {
    const settings = [
      `http.curloptResolve=${workspace.host}:127.0.0.1`,
      `credential.helper=${HELPER}`,
      'user.name=CI',
      'user.email=ci@acme.example',
      'init.defaultBranch=main',
      'http.postBuffer=65536', // a larger push is sent in chunks
    ].flatMap((setting) => ['-c', setting])
    return programs.run('git', [...settings, ...args], { inside, env: { TOKEN: token } })
  }
  const url = () => `${workspace.origin}/git/repo.git`

  beforeAll(async () => {
    expect(await git('', ['init', '--bare', 'repo.git'])).toEqual(DONE)
    expect(await git('', ['config', 'http.receivepack', 'true'], 'repo.git')).toEqual(DONE)
  })

  it('clones and pushes with the token as its password, also in chunks', async () => {
    const { token } = await makeServiceToken(workspace, { paths: ['/git'], methods: ['GET', 'POST'] })
    const before = arrived.length
    expect(await git(token, ['clone', url(), 'mine'])).toEqual(DONE)
    const noise = randomBytes(200_000)
    await writeFile(join(programs.folder, 'mine', 'noise'), noise)
    for (const args of [
      ['add', 'noise'],
      ['commit', '-qm', 'noise'],
      ['push', 'origin', 'HEAD:main'],
    ])
      expect(await git(token, args, 'mine'), args.join(' ')).toEqual(DONE)
    expect(await git(token, ['ls-remote', '--heads', url()])).toMatchObject({
      code: 0,
      said: expect.stringMatching(/^[0-9a-f]{40}\trefs\/heads\/main$/m),
    })
    const since = arrivedSince(before)
    expect(since.some(({ headers }) => headers['transfer-encoding'] === 'chunked')).toBe(true)
    expect(since.every(({ headers }) => headers['sallyport-assertion'] !== undefined)).toBe(true)
  })

  it('can’t push with a token for fetching only, and nothing arrives', async () => {
    const paths = ['/git/repo.git/info', '/git/repo.git/git-upload-pack']
    const { token } = await makeServiceToken(workspace, { paths, methods: ['GET', 'POST'] })
    expect(await git(token, ['clone', url(), 'read-only'])).toEqual(DONE)
    await git(token, ['commit', '-q', '--allow-empty', '-m', 'more'], 'read-only')
    const before = arrived.length
    const pushed = await git(token, ['push', 'origin', 'HEAD:other'], 'read-only')
    expect([pushed.code, pushed.said]).toEqual([1, expect.stringContaining('403')])
    expect(arrivedSince(before).filter(({ method }) => method !== 'GET')).toEqual([])
  })

  it('asks its helper once, says that a wrong password failed, and nothing arrives', async () => {
    const before = arrived.length
    const refused = await git('sps_of-nobody', ['ls-remote', url()])
    expect([refused.code, refused.said]).toEqual([128, expect.stringContaining('Authentication failed')])
    expect(arrived).toHaveLength(before)
  })
})

describe('npm', () => {
  const install = async (token: string): Promise<Ran> => {
    const address = `${workspace.host}/npm/`
    const config = `@acme:registry=http://${address}\n//${address}:_authToken=\${NPM_TOKEN}\n`
    await writeFile(join(programs.folder, '.npmrc'), config)
    const args = [
      'install',
      '@acme/sample',
      '--no-audit',
      '--no-fund',
      '--fetch-retries=0',
      '--prefer-online',
    ]
    return programs.run('npm', args, { env: { NPM_TOKEN: token, NODE_OPTIONS: `--import ${NAMES}` } })
  }

  it('installs a scoped package with the token in .npmrc', async () => {
    const { token } = await makeServiceToken(workspace, { paths: ['/npm'], methods: ['GET'] })
    const before = arrived.length
    expect(await install(token)).toEqual(DONE)
    expect(arrivedSince(before).map(({ url }) => url)).toEqual([
      '/npm/@acme%2fsample',
      '/npm/@acme/sample/-/package-1.0.0.tgz',
    ])
  })

  it('without a token ends with E401, and nothing arrives', async () => {
    const before = arrived.length
    const refused = await install('')
    expect([refused.code, refused.said]).toEqual([1, expect.stringContaining('E401')])
    expect(arrived).toHaveLength(before)
  })
})
