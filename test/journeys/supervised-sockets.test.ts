// WebSockets of a workspace that has them supervised, over real connections.

import { once } from 'node:events'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import WebSocket, { WebSocketServer } from 'ws'
import { advance, api, makePerson, makeWorkspace, portalOrigin } from '../support/node/test-bed.ts'
import { Visitor } from '../support/node/visitor.ts'

/** Echoes every message. Closes as it is told to. */
const origin = new WebSocketServer({ port: 0, host: '127.0.0.1' })
const ended: [code: number, reason: string][] = []
origin.on('connection', (socket) => {
  socket.on('message', (data, isBinary) => {
    const [, code] = /^close (\d+)$/.exec(isBinary ? '' : String(data)) ?? []
    if (code) socket.close(Number(code), 'as told')
    else socket.send(data, { binary: isBinary })
  })
  socket.on('close', (code, reason) => ended.push([code, String(reason)]))
})

let originUrl: string
beforeAll(async () => {
  const address = origin.address()
  originUrl = `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`
})
afterAll(() => {
  for (const socket of origin.clients) socket.terminate()
  origin.close()
})

async function memberWith(body: { supervise_sockets: boolean }) {
  const ada = await makePerson('Ada')
  const workspace = await makeWorkspace(originUrl, [[ada, 'member']])
  expect(await api('PUT', `/workspaces/${workspace.slug}/edge`, body)).toMatchObject({ status: 200, body })
  await advance(70) // longer than the gate keeps its copy
  const visitor = new Visitor()
  await visitor.signIn(ada, `${workspace.origin}/`)
  return { visitor, workspace, person: ada }
}

async function open({ visitor, workspace }: Awaited<ReturnType<typeof memberWith>>) {
  const cookie = `__Host-sallyport-pass=${visitor.cookie(workspace.host, '__Host-sallyport-pass')}`
  const { port } = new URL(workspace.origin)
  const headers = { cookie, host: workspace.host, origin: workspace.origin }
  const socket = new WebSocket(`ws://127.0.0.1:${port}/socket`, ['chat'], { headers })
  await once(socket, 'open')
  return socket
}

const nextMessage = async (socket: WebSocket) => {
  const [data, isBinary] = await once(socket, 'message')
  return isBinary ? (data as Buffer) : String(data)
}
const nextClose = async (socket: WebSocket) => {
  const [code, reason] = await once(socket, 'close')
  return [code, String(reason)]
}

describe('a supervised WebSocket', () => {
  it('echoes text, bytes and a large message, outlives its pass, and closes with the origin’s code', async () => {
    const member = await memberWith({ supervise_sockets: true })
    const socket = await open(member)
    expect(socket.protocol).toBe('chat')
    const large = Buffer.alloc(5_000_000, 7)
    for (const sent of ['hello', Buffer.from([0, 1, 255]), large]) {
      const answered = nextMessage(socket)
      socket.send(sent)
      expect(await answered).toEqual(sent)
    }
    await advance(130)
    await new Promise((resolve) => setTimeout(resolve, 6000)) // the edge looks at its clock every 5 seconds
    const answered = nextMessage(socket)
    socket.send('still here')
    expect(await answered).toBe('still here')
    const closed = nextClose(socket)
    socket.send('close 4321')
    expect(await closed).toEqual([4321, 'as told'])
  })

  it('ends at both sides after a sign-out', async () => {
    const member = await memberWith({ supervise_sockets: true })
    const socket = await open(member)
    const closed = nextClose(socket)
    const question = await member.visitor.ask(`${portalOrigin}/sign-out`)
    await member.visitor.submit(question, '/sign-out', {})
    ended.length = 0
    await advance(130)
    expect(await closed).toEqual([3000, 'session_ended'])
    await expect.poll(() => ended).toContainEqual([3000, 'session_ended'])
  })

  it('ends for one member who is removed, and not for the others', async () => {
    const member = await memberWith({ supervise_sockets: true })
    const bo = await makePerson('Bo')
    await api('PUT', `/workspaces/${member.workspace.slug}/members/${bo.email}`, { role: 'member' })
    const visitor = new Visitor()
    await visitor.signIn(bo, `${member.workspace.origin}/`)
    const [of, others] = [await open(member), await open({ ...member, visitor })]
    const closed = nextClose(of)
    await api('DELETE', `/workspaces/${member.workspace.slug}/members/${member.person.email}`)
    await advance(130)
    expect(await closed).toEqual([3003, 'not_a_member'])
    const answered = nextMessage(others)
    others.send('still here')
    expect(await answered).toBe('still here')
    others.terminate()
  })

  it('tells the origin when the browser vanishes', async () => {
    const socket = await open(await memberWith({ supervise_sockets: true }))
    ended.length = 0
    socket.terminate()
    await expect.poll(() => ended, { timeout: 5000 }).toEqual([[1001, '']])
  })
})

describe('a WebSocket that is not supervised', () => {
  it('stays open after the session has ended, as the origin likes', async () => {
    const member = await memberWith({ supervise_sockets: false })
    const socket = await open(member)
    const question = await member.visitor.ask(`${portalOrigin}/sign-out`)
    await member.visitor.submit(question, '/sign-out', {})
    await advance(400)
    await new Promise((resolve) => setTimeout(resolve, 6000))
    const answered = nextMessage(socket)
    socket.send('still here')
    expect(await answered).toBe('still here')
    socket.terminate()
  })
})
