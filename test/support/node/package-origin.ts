// An origin that serves a git repository, an npm package and a Python package, as their usual servers do.

import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import { promisify } from 'node:util'

export const run = promisify(execFile)

export interface PackageOrigin {
  readonly url: string
  /** The headers of every request, in one text. */
  received(): string
  close(): void
}

/** Serves `/git/repo.git`, `/npm/@acme%2fhello` and `/pip/simple/hello/` from files in `folder`. */
export async function startPackageOrigin(folder: string): Promise<PackageOrigin> {
  const tarball = await packNpm(folder)
  const wheel = await packWheel(folder)
  await makeRepository(folder)
  let received = ''
  const server = createServer(async (req, res) => {
    received += `${req.method} ${req.url} ${req.rawHeaders.join(' ')}\n`
    const path = req.url ?? ''
    if (path.startsWith('/git/')) return serveGit(folder, req, res)
    if (path === '/npm/@acme%2fhello')
      return sendJson(res, packument(String(req.headers['x-forwarded-host'])))
    if (path.endsWith('.tgz')) return res.end(tarball)
    if (path === '/pip/simple/hello/')
      return res.setHeader('content-type', 'text/html').end(`<a href="/pip/${WHEEL}">${WHEEL}</a>`)
    if (path.endsWith('.whl')) return res.end(wheel)
    return res.writeHead(404).end()
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    received: () => received,
    close: () => server.close(),
  }
}

/** An HTTP proxy that leads every host to the edge. Most programs can't resolve `*.localhost` by themselves. */
export async function startProxyTo(port: number): Promise<{ readonly url: string; close(): void }> {
  const server = createServer((req, res) => {
    const { pathname, search } = new URL(req.url ?? '')
    const { method, headers } = req
    const onward = request(
      { host: '127.0.0.1', port, method, path: pathname + search, headers },
      (answer) => {
        res.writeHead(answer.statusCode ?? 502, answer.rawHeaders)
        answer.pipe(res)
      },
    )
    onward.on('error', () => res.destroy())
    req.pipe(onward)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, close: () => server.close() }
}

const sendJson = (res: ServerResponse, value: unknown) =>
  res.setHeader('content-type', 'application/json').end(JSON.stringify(value))

const packument = (host: string) => ({
  name: '@acme/hello',
  'dist-tags': { latest: '1.0.0' },
  versions: {
    '1.0.0': {
      ...{ name: '@acme/hello', version: '1.0.0' },
      dist: { tarball: `http://${host}/npm/@acme/hello/-/hello-1.0.0.tgz` },
    },
  },
})

async function packNpm(folder: string): Promise<Buffer> {
  const source = join(folder, 'npm-source')
  await mkdir(source)
  await writeFile(join(source, 'package.json'), '{"name": "@acme/hello", "version": "1.0.0"}')
  await run('npm', ['pack', '--pack-destination', folder], { cwd: source })
  return readFile(join(folder, 'acme-hello-1.0.0.tgz'))
}

const WHEEL = 'hello-1.0.0-py3-none-any.whl'

async function packWheel(folder: string): Promise<Buffer | null> {
  const script = `
import sys, zipfile
with zipfile.ZipFile(sys.argv[1], 'w') as wheel:
    info = 'hello-1.0.0.dist-info/'
    wheel.writestr('hello.py', '')
    wheel.writestr(info + 'METADATA', 'Metadata-Version: 2.1\\nName: hello\\nVersion: 1.0.0\\n')
    wheel.writestr(info + 'WHEEL', 'Wheel-Version: 1.0\\nRoot-Is-Purelib: true\\nTag: py3-none-any\\n')
    wheel.writestr(info + 'RECORD', '')
`
  const path = join(folder, WHEEL)
  return run('python3', ['-c', script, path]).then(
    () => readFile(path),
    () => null,
  )
}

async function makeRepository(folder: string): Promise<void> {
  const repository = join(folder, 'repo.git')
  await run('git', ['init', '--quiet', '--bare', '--initial-branch=main', repository])
  await run('git', ['-C', repository, 'config', 'http.receivepack', 'true'])
}

/** Runs git's own server as CGI (RFC 3875). */
async function serveGit(folder: string, req: IncomingMessage, res: ServerResponse): Promise<void> {
  const [path = '', query = ''] = (req.url ?? '').slice('/git'.length).split('?')
  const backend = spawn('git', ['http-backend'], {
    env: {
      ...process.env,
      ...{ GIT_PROJECT_ROOT: folder, GIT_HTTP_EXPORT_ALL: '1', PATH_INFO: path, QUERY_STRING: query },
      ...{ REQUEST_METHOD: req.method, CONTENT_TYPE: req.headers['content-type'] ?? '' },
      ...{ HTTP_CONTENT_ENCODING: req.headers['content-encoding'] ?? '' },
    },
  })
  req.pipe(backend.stdin)
  const answer = await buffer(backend.stdout)
  const end = answer.indexOf('\r\n\r\n')
  const lines = answer.subarray(0, end).toString('latin1').split('\r\n')
  for (const line of lines) {
    const [name = '', value = ''] = line.split(/: (.*)/)
    if (name === 'Status') res.statusCode = Number.parseInt(value, 10)
    else res.setHeader(name, value)
  }
  res.end(answer.subarray(end + 4))
}
