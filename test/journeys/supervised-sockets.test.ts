// WebSockets of a workspace that has them supervised, over real connections.

import { once } from 'node:events'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import WebSocket, { WebSocketServer } from 'ws'
import {
  advance,
  api,
  makePerson,
  makeWorkspace,
  type Person,
  portalOrigin,
  type TestWorkspace,
} from '../support/node/test-bed.ts'
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

interface Member {
  readonly visitor: Visitor
  readonly workspace: TestWorkspace
  readonly person: Person
}

/** Makes people who are each in a workspace of their own. */
async function makeMembers(...settings: { supervise_sockets: boolean }[]): Promise<Member[]> {
  const made = await Promise.all(
    settings.map(async (body) => {
      const person = await makePerson('Ada')
      const workspace = await makeWorkspace(originUrl, [[person, 'member']])
      expect(await api('PUT', `/workspaces/${workspace.slug}/edge`, body)).toMatchObject({
        status: 200,
        body,
      })
      return { person, workspace, visitor: new Visitor() }
    }),
  )
  await advance(70) // longer than the gate keeps its copy
  for (const { person, workspace, visitor } of made) await visitor.signIn(person, `${workspace.origin}/`)
  return made
}

async function open({ visitor, workspace }: Pick<Member, 'visitor' | 'workspace'>) {
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

async function signOut({ visitor }: Member): Promise<void> {
  const question = await visitor.ask(`${portalOrigin}/sign-out`)
  await visitor.submit(question, '/sign-out', {})
}

async function expectOpen(socket: WebSocket): Promise<void> {
  const answered = nextMessage(socket)
  socket.send('still here')
  expect(await answered).toBe('still here')
}

/** The edge looks at its clock every 5 seconds. */
const edgeToLook = () => new Promise((resolve) => setTimeout(resolve, 6000))

const SUPERVISED = { supervise_sockets: true }

describe('a supervised WebSocket', () => {
  it('echoes text, bytes and a large message, and tells the origin when the browser vanishes', async () => {
    const [member] = (await makeMembers(SUPERVISED)) as [Member]
    const socket = await open(member)
    expect(socket.protocol).toBe('chat')
    const large = Buffer.alloc(5_000_000, 7)
    for (const sent of ['hello', Buffer.from([0, 1, 255]), large]) {
      const answered = nextMessage(socket)
      socket.send(sent)
      expect(await answered).toEqual(sent)
    }
    ended.length = 0
    socket.terminate()
    await expect.poll(() => ended, { timeout: 5000 }).toEqual([[1001, '']])
  })
})

describe('once the passes of all have expired', () => {
  let kept: WebSocket
  let ofOthers: WebSocket
  let unsupervised: WebSocket
  let closed: Promise<unknown[]>
  let removed: Promise<unknown[]>

  // All of them wait together.
  beforeAll(async () => {
    const [ada, leaving, gone, free] = (await makeMembers(SUPERVISED, SUPERVISED, SUPERVISED, {
      supervise_sockets: false,
    })) as [Member, Member, Member, Member]
    const bo = await makePerson('Bo')
    await api('PUT', `/workspaces/${gone.workspace.slug}/members/${bo.email}`, { role: 'member' })
    const visitor = new Visitor()
    await visitor.signIn(bo, `${gone.workspace.origin}/`)
    kept = await open(ada)
    closed = nextClose(await open(leaving))
    removed = nextClose(await open(gone))
    ofOthers = await open({ ...gone, visitor })
    unsupervised = await open(free)
    ended.length = 0
    await signOut(leaving)
    await signOut(free)
    await api('DELETE', `/workspaces/${gone.workspace.slug}/members/${gone.person.email}`)
    await advance(130)
    await edgeToLook()
  })
  afterAll(() => {
    ofOthers?.terminate()
    unsupervised?.terminate()
  })

  it('a supervised WebSocket outlives its pass, and closes with the origin’s code', async () => {
    await expectOpen(kept)
    const asTold = nextClose(kept)
    kept.send('close 4321')
    expect(await asTold).toEqual([4321, 'as told'])
  })

  it('it has ended at both sides after a sign-out', async () => {
    expect(await closed).toEqual([3000, 'session_ended'])
    await expect.poll(() => ended).toContainEqual([3000, 'session_ended'])
  })

  it('it has ended for one member who was removed, and not for the others', async () => {
    expect(await removed).toEqual([3003, 'not_a_member'])
    await expectOpen(ofOthers)
  })

  it('one that is not supervised stays open after the session has ended, as the origin likes', async () => {
    await advance(270)
    await edgeToLook()
    await expectOpen(unsupervised)
  })
})
