// `npm start` and `npm run reset`, as a person runs them, in a copy of the project: wrangler's dev server, the
// demo's people and workspaces, and the mails that the edge sends.

import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { cp, mkdtemp, readdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseEnv } from 'node:util'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { PEOPLE } from '../../demo/cast.ts'
import { fetchLoopback } from '../../demo/loopback.ts'
import type { LocalMail } from '../../demo/mail/mailbox.ts'
import { PROJECT } from '../../demo/wrangler.ts'
import { findFreePorts } from '../support/node/listen.ts'
import { PlainBrowser } from '../support/node/plain-browser.ts'

const PARTS = ['demo', 'scripts', 'src', 'migrations', 'package.json', 'tsconfig.json', 'wrangler.toml']
const READY_WITHIN = { timeout: 60_000, interval: 100 }
/** What README promises. */
const MAIL_WITHIN = { timeout: 5000, interval: 50 }

let folder: string
let port: number
let started: ChildProcess
let said = ''
let mailUrl: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sallyport-start-'))
  for (const part of PARTS) await cp(join(PROJECT, part), join(folder, part), { recursive: true })
  await symlink(join(PROJECT, 'node_modules'), join(folder, 'node_modules'))
  await writeFile(join(folder, '.dev.vars'), "BRAND_NAME='Not this'\nBRAND_FOOTER=off\n")
  ;[port = 0] = await findFreePorts(1)
  const env = { PATH: process.env.PATH, HOME: process.env.HOME, PORT: String(port), BRAND_NAME: 'Northwind' }
  started = spawn(process.execPath, ['demo/start.ts'], { cwd: folder, env })
  for (const stream of [started.stdout, started.stderr]) stream?.on('data', (text) => (said += text))
  await vi.waitFor(() => expect(said).toContain('Ctrl-C'), READY_WITHIN)
  mailUrl = /^.*\bMail\b.*?(http:\S+)$/m.exec(said)?.[1] ?? ''
})
afterAll(async () => {
  await end()
  await rm(folder, { recursive: true, force: true, maxRetries: 5 })
})

async function end(): Promise<void> {
  if (started.exitCode !== null) return
  const ended = new Promise((resolve) => started.once('exit', resolve))
  started.kill('SIGTERM')
  await ended
}

async function operator(method: string, path: string, body: unknown): Promise<number> {
  const { OPERATOR_TOKEN } = parseEnv(await readFile(join(folder, '.dev.vars'), 'utf8'))
  const { status } = await fetchLoopback(`http://auth.localhost:${port}/api/v1${path}`, {
    method,
    headers: { authorization: `Bearer ${OPERATOR_TOKEN}`, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
  return status
}

const readMails = async () =>
  (await (await fetch(mailUrl, { headers: { accept: 'application/json' } })).json()) as LocalMail[]

/** Waits until a mail to `email` mentions `words`. */
const mailTo = (email: string, words: string): Promise<LocalMail> =>
  vi.waitFor(async () => {
    const mail = (await readMails()).find(({ to, text }) => to === email && text.includes(words))
    if (!mail) throw new Error(`no mail to ${email} mentions ${words}`)
    return mail
  }, MAIL_WITHIN)

it('sees each host as the browser sent it, with the variables of the environment first', async () => {
  const page = await fetchLoopback(`http://auth.localhost:${port}/sign-in`)
  expect([page.status, (await fetchLoopback(`http://nobody.localhost:${port}`)).status]).toEqual([200, 421])
  const text = await page.text()
  expect(text).toContain('Northwind')
  expect(text).not.toContain('Sallyport')
})

it('shows a mail within five seconds, as JSON and as a page', async () => {
  expect(await readMails()).toEqual([])
  const changed = { name: 'Bo', password: 'four words that nobody guesses' }
  expect(await operator('PUT', '/accounts/bo@acme.example', changed)).toBe(200)
  const mail = await mailTo('bo@acme.example', '/account/security')
  expect(Object.keys(mail)).toEqual(['to', 'subject', 'text', 'html', 'at'])
  expect(mail.at).toMatch(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/)
  expect(mail.html).toContain('Northwind')
  const page = await (await fetch(mailUrl, { headers: { accept: 'text/html' } })).text()
  expect(page).toContain(mail.subject)
})

it('sends a mail that waits for the cron trigger within five seconds', async () => {
  const ada = PEOPLE[0] ?? expect.fail()
  const browser = new PlainBrowser(`http://auth.localhost:${port}`)
  const entered = await browser.signIn(
    { ...ada, password: ada.password ?? '' },
    `http://acme.localhost:${port}/`,
  )
  expect(entered.text).toContain(ada.name)
  expect(await operator('PUT', '/workspaces/acme/policy', { enforced: true, grace_days: 14 })).toBe(200)
  await mailTo(ada.email, `http://auth.localhost:${port}/workspaces/acme/`)
})

it('runs the cron trigger under no address of the portal or a workspace', async () => {
  for (const host of ['auth', 'acme']) {
    const { status } = await fetchLoopback(`http://${host}.localhost:${port}/cdn-cgi/local/scheduled`)
    expect(status).toBe(403)
  }
})

it('shows mails to no foreign site, and takes none from one', async () => {
  const { port: mailPort } = new URL(mailUrl)
  const rebound = await fetchLoopback(`http://evil.localhost:${mailPort}/`, {
    headers: { accept: 'application/json' },
  })
  expect([rebound.status, await rebound.text()]).toEqual([421, expect.not.stringContaining('acme.example')])
  const mail = { to: 'a', subject: 'b', text: 'c', html: 'd' }
  const before = await readMails()
  expect((await fetch(`${mailUrl}take/x`, { method: 'POST', body: JSON.stringify(mail) })).status).toBe(405)
  expect(await readMails()).toEqual(before)
})

it('keeps its mails until npm run reset, in a file that only their owner can read', async () => {
  await end()
  const file = join(folder, '.demo', 'mails.jsonl')
  expect((await readFile(file, 'utf8')).split('\n').filter((line) => line !== '').length).toBeGreaterThan(1)
  expect((await stat(file)).mode & 0o077).toBe(0)
  execFileSync(process.execPath, ['demo/reset.ts'], { cwd: folder })
  expect(await readdir(folder)).not.toContain('.demo')
})
