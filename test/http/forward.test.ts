import { describe, expect, it } from 'vitest'
import { forward } from '../../src/http/forward.ts'
import { type Forwarding, NOTHING_WITHHELD } from '../../src/http/forwarded-request.ts'
import { receiveHeaders } from '../../src/http/received-headers.ts'

const forwarding: Omit<Forwarding, 'received'> = {
  target: 'http://127.0.0.1:9/',
  host: 'acme.example.com',
  proto: 'https',
  assertion: 'a.b.c',
  withheld: NOTHING_WITHHELD,
  clientIp: '192.0.2.1',
  timeoutSeconds: 5,
}
const asked = (method = 'GET', body?: string) =>
  new Request('https://acme.example.com/', { method, ...(body && { body }) })
const send = (request: Request, changes: Partial<Forwarding> = {}) =>
  forward(request, { ...forwarding, received: receiveHeaders(request.headers), ...changes })

describe('a request that cannot be forwarded', () => {
  it('is the origin’s failure if the origin is down', async () => {
    const trouble = { name: 'OriginFailed', trouble: 'unreachable' }
    await expect(send(asked())).rejects.toMatchObject(trouble)
    await expect(send(asked('DELETE'))).rejects.toMatchObject(trouble)
  })

  it('may be the client’s failure if it has a body: the platform doesn’t say who closed', async () => {
    const trouble = { name: 'OriginFailed', trouble: 'interrupted' }
    await expect(send(asked('POST', 'x'))).rejects.toMatchObject(trouble)
  })

  it('is the edge’s failure if the platform refuses to send it', async () => {
    await expect(send(asked(), { target: 'nowhere' })).rejects.toThrow(TypeError)
    await expect(send(asked('POST', 'x'), { assertion: 'a\nb' })).rejects.toThrow(TypeError)
  })
})
