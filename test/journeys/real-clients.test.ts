// Real programs through the gate with a service token, as docs/services.md says: git, npm, pip and curl. A program that
// is not installed is left out.

import { execFileSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { makeServiceToken, saveRules } from '../support/node/machines.ts'
import { type PackageOrigin, run, startPackageOrigin, startProxyTo } from '../support/node/package-origin.ts'
import { makeWorkspace, port, type TestWorkspace } from '../support/node/test-bed.ts'

const isInstalled = (program: string) => {
  try {
    return execFileSync(program, ['--version']).length > 0
  } catch {
    return false
  }
}

/** npm's own way through a proxy is a tunnel. Instead, its Node resolves every host as this machine. */
const FOR_NODE = `
const dns = require('node:dns')
const { lookup } = dns
dns.lookup = (host, options, done) => lookup('127.0.0.1', options, done)
`

let folder: string
let origin: PackageOrigin
let proxy: { readonly url: string; close(): void }
let workspace: TestWorkspace
let token: string
let environment: NodeJS.ProcessEnv
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sallyport-clients-'))
  origin = await startPackageOrigin(folder)
  proxy = await startProxyTo(port)
  workspace = await makeWorkspace(origin.url)
  const service = (id: string) => ({ id, path: `/${id}`, match: 'prefix', access: 'service' })
  await saveRules(workspace, service('git'), service('npm'), service('pip'))
  const scope = { paths: ['/git', '/npm', '/pip'], methods: ['GET', 'POST'] }
  ;({ token } = await makeServiceToken(workspace, scope))
  environment = {
    ...{ PATH: process.env.PATH, HOME: folder, GIT_TERMINAL_PROMPT: '0', GIT_CONFIG_NOSYSTEM: '1' },
    ...{
      http_proxy: proxy.url,
      no_proxy: '',
      npm_config_proxy: proxy.url,
      PIP_DISABLE_PIP_VERSION_CHECK: '1',
    },
  }
}, 60_000)
afterAll(async () => {
  expect(origin.received(), 'no header that carried the token').not.toContain('sps_')
  expect(origin.received()).not.toMatch(/ authorization /i)
  proxy.close()
  origin.close()
  await rm(folder, { recursive: true, force: true })
})

const inFolder = (program: string, ...words: string[]) =>
  run(program, words, { cwd: folder, env: environment, timeout: 20_000 })

describe.skipIf(!isInstalled('git'))('git', () => {
  const address = () => `${workspace.origin}/git/repo.git`

  it('without a token asks its credential helper, and says that there is none', async () => {
    await expect(inFolder('git', 'clone', '--quiet', address(), 'nothing')).rejects.toThrow(
      /could not read Username|terminal prompts disabled/,
    )
  })

  /** Returns the options that make git find this password. */
  async function helperWith(password: string): Promise<string[]> {
    const file = join(folder, 'credentials')
    const secrets = `${workspace.origin.replace('://', `://ci:${password}@`)}\n`
    await writeFile(file, secrets, { mode: 0o600 })
    return ['-c', `credential.helper=store --file=${file}`]
  }
  const AUTHOR = ['-c', 'user.name=ci', '-c', 'user.email=ci@acme.example']

  it('clones and pushes with the token from its credential helper, a large push in chunks', async () => {
    const helper = await helperWith(token)
    await inFolder('git', ...helper, 'clone', '--quiet', address(), 'clone')
    const here = ['-C', 'clone', ...helper, ...AUTHOR]
    await writeFile(join(folder, 'clone', 'file'), randomBytes(3_000_000))
    await inFolder('git', ...here, 'add', '.')
    await inFolder('git', ...here, 'commit', '--quiet', '-m', 'one')
    await inFolder('git', ...here, 'push', '--quiet', 'origin', 'HEAD:main')
    await inFolder('git', ...helper, 'clone', '--quiet', '--branch', 'main', address(), 'again')
    expect(await readFile(join(folder, 'again', 'file'))).toHaveLength(3_000_000)
    expect(origin.received()).toMatch(
      /^POST \/git\/repo\.git\/git-receive-pack .*transfer-encoding chunked/im,
    )
  })

  it('can’t push with a token for fetching only', async () => {
    const paths = ['/git/repo.git/info', '/git/repo.git/git-upload-pack']
    const fetching = await makeServiceToken(workspace, { paths, methods: ['GET', 'POST'] })
    const helper = await helperWith(fetching.token)
    await inFolder('git', ...helper, 'clone', '--quiet', address(), 'read-only')
    const here = ['-C', 'read-only', ...helper, ...AUTHOR]
    await inFolder('git', ...here, 'commit', '--quiet', '--allow-empty', '-m', 'more')
    const pushes = () => origin.received().match(/^POST \S+git-receive-pack/gm)?.length
    const before = pushes()
    await expect(inFolder('git', ...here, 'push', 'origin', 'HEAD:other')).rejects.toThrow(/403/)
    expect(pushes()).toBe(before)
  })

  it('says that a wrong password failed, and nothing arrives', async () => {
    const before = origin.received()
    const helper = await helperWith('sps_of-nobody')
    await expect(inFolder('git', ...helper, 'ls-remote', address())).rejects.toThrow(/Authentication failed/)
    expect(origin.received()).toBe(before)
  })

  it('clones with the token in a header of its configuration', async () => {
    const header = ['-c', `http.${workspace.origin}/.extraHeader=Authorization: Bearer ${token}`]
    await inFolder('git', ...header, 'clone', '--quiet', address(), 'by-header')
  })
})

describe('npm', () => {
  async function install(password: string): Promise<void> {
    const registry = `${workspace.origin}/npm/`
    const settings = `@acme:registry=${registry}\n${registry.replace('http:', '')}:_authToken=${password}\n`
    await writeFile(join(folder, '.npmrc'), settings)
    await writeFile(join(folder, 'package.json'), '{"name": "consumer", "private": true}')
    await writeFile(join(folder, 'loopback.cjs'), FOR_NODE)
    const env = {
      ...environment,
      http_proxy: '',
      npm_config_update_notifier: 'false',
      NODE_OPTIONS: `--require=${join(folder, 'loopback.cjs')}`,
    }
    const words = ['install', '--no-audit', '--no-fund', '--prefer-online', '@acme/hello']
    await run('npm', words, { cwd: folder, env, timeout: 20_000 })
  }

  it('installs a package of a scope from the registry behind the gate', async () => {
    await install(token)
    expect(await readFile(join(folder, 'node_modules/@acme/hello/package.json'), 'utf8')).toContain('1.0.0')
  })

  it('with a broken token ends with E401, and nothing arrives', async () => {
    const before = origin.received()
    await expect(install('sps_of-nobody')).rejects.toThrow(/E401/)
    expect(origin.received()).toBe(before)
  })
})

describe.skipIf(!isInstalled('pip3'))('pip', () => {
  const install = (index: string, target: string) =>
    inFolder(
      'pip3',
      ...['install', '--quiet', '--no-deps', '--no-input', '--target', target],
      ...['--trusted-host', workspace.host, '--index-url', `${index}/pip/simple/`, 'hello'],
    )
  const installed = (target: string) => readFile(join(folder, target, 'hello.py'), 'utf8')

  it('installs a package from the index behind the gate, with the token in its address', async () => {
    await install(workspace.origin.replace('://', `://ci:${token}@`), 'by-address')
    expect(await installed('by-address')).toBe('')
  })

  it('and with the token in netrc, and not without it', async () => {
    await expect(install(workspace.origin, 'without')).rejects.toThrow('Command failed')
    const { hostname } = new URL(workspace.origin)
    await writeFile(join(folder, '.netrc'), `machine ${hostname} login ci password ${token}\n`, {
      mode: 0o600,
    })
    await install(workspace.origin, 'by-netrc')
    expect(await installed('by-netrc')).toBe('')
  })
})

describe.skipIf(!isInstalled('curl'))('curl', () => {
  it.each<readonly [string, () => string[]]>([
    ['as a bearer token', () => ['--header', `Authorization: Bearer ${token}`]],
    ['as a password', () => ['--user', `ci:${token}`]],
    ['in a header of its own', () => ['--header', `Sallyport-Token: ${token}`]],
  ])('gets in with the token %s', async (_, how) => {
    const { stdout } = await inFolder(
      'curl',
      '--silent',
      '--fail',
      ...how(),
      `${workspace.origin}/npm/@acme%2fhello`,
    )
    expect(JSON.parse(stdout)).toMatchObject({ name: '@acme/hello' })
  })
})
