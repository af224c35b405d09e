import { describe, expect, it } from 'vitest'
import { forward } from '../../src/http/forward.ts'
import { type Forwarding, NOTHING_WITHHELD } from '../../src/http/forwarded-request.ts'

const forwarding: Forwarding = {
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

describe('a request that cannot be forwarded', () => {
  it('is the origin’s failure if the origin is down', async () => {
    const trouble = { name: 'OriginFailed', trouble: 'unreachable' }
    await expect(forward(asked(), forwarding)).rejects.toMatchObject(trouble)
    await expect(forward(asked('DELETE'), forwarding)).rejects.toMatchObject(trouble)
  })

  it('may be the client’s failure if it has a body: the platform doesn’t say who closed', async () => {
    const trouble = { name: 'OriginFailed', trouble: 'interrupted' }
    await expect(forward(asked('POST', 'x'), forwarding)).rejects.toMatchObject(trouble)
  })

  it('is the edge’s failure if the platform refuses to send it', async () => {
    await expect(forward(asked(), { ...forwarding, target: 'nowhere' })).rejects.toThrow(TypeError)
    await expect(forward(asked('POST', 'x'), { ...forwarding, assertion: 'a\nb' })).rejects.toThrow(TypeError)
  })
})
