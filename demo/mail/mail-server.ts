// A web server, reachable only from this machine, that takes the local edge's mails and shows them.

import { randomBytes } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { text } from 'node:stream/consumers'
import { listen, type Page, send } from '../web-server.ts'
import { listPage, mailDocument, mailPage, missingPage } from './mail-pages.ts'
import { type Mailbox, openMailbox, parseMail } from './mailbox.ts'

export interface MailServer {
  /** The page with the mails. */
  readonly url: string
  /** Where the edge posts its mails. Only the edge knows this address. */
  readonly intake: string
  close(): Promise<void>
}

export interface MailServerOptions {
  /** Where the mails are kept. */
  readonly file: string
  /** Any free port if it is 0. */
  readonly port: number
  /** The name of the platform whose mails these are. */
  readonly brand: string
}

/** Starts the server, with the mails of earlier starts. */
export async function startMailServer({ file, port, brand }: MailServerOptions): Promise<MailServer> {
  const mailbox = openMailbox(file)
  const server = await listen(port)
  // Unguessable. Otherwise any web page in a browser on this machine could post a mail here.
  const intakePath = `/take/${randomBytes(32).toString('base64url')}`
  server.answerWith((req, res) => {
    // Answers only under its own name. Otherwise a foreign site could let its name point to this machine (DNS
    // rebinding), and its script could read the links in the mails.
    if (req.headers.host !== new URL(server.origin).host) return send(res, 421, missingPage(brand))
    if (req.method === 'POST' && req.url === intakePath) return take(mailbox, req, res)
    const isReading = req.method === 'GET' || req.method === 'HEAD'
    return isReading ? show(mailbox, brand, req, res) : send(res, 405, missingPage(brand))
  })
  return { url: `${server.origin}/`, intake: server.origin + intakePath, close: server.close }
}

/** Keeps a message as the edge gives it to Cloudflare's binding. */
async function take(mailbox: Mailbox, req: IncomingMessage, res: ServerResponse): Promise<void> {
  const message = JSON.parse(await text(req))
  const mail = parseMail({ ...message, at: new Date().toISOString() })
  if (mail) mailbox.keep(mail)
  res.writeHead(mail ? 204 : 422).end()
}

function show(mailbox: Mailbox, brand: string, req: IncomingMessage, res: ServerResponse): void {
  const { pathname, searchParams } = new URL(req.url ?? '/', 'http://localhost')
  if (pathname === '/' && wantsJson(req)) {
    res.writeHead(200, { 'content-type': 'application/json', 'cache-control': 'no-store', vary: 'accept' })
    res.end(JSON.stringify(mailbox.mails.toReversed()))
    return
  }
  const page =
    pathname === '/'
      ? listPage(brand, mailbox.mails, Number(searchParams.get('before')))
      : findMailPage(mailbox, brand, pathname)
  send(res, page ? 200 : 404, page ?? missingPage(brand))
}

function findMailPage({ mails }: Mailbox, brand: string, pathname: string): Page | null {
  const [, number, isDocument] = /^\/mails\/([1-9]\d*)(\/html)?$/.exec(pathname) ?? []
  const mail = mails[Number(number) - 1]
  if (!mail) return null
  return isDocument ? mailDocument(mail) : mailPage(brand, mail, Number(number))
}

const wantsJson = ({ headers: { accept = '' } }: IncomingMessage): boolean =>
  accept.includes('application/json') && !accept.includes('text/html')
