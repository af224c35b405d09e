// A member who is admitted by a trusted provider's second factor is not counted or listed as blocked.

import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { beginTicket, outlastCaches, postForm, type Scene, setScene } from '../support/node/arrivals.ts'
import { startIssuer } from '../support/node/hostile-bed.ts'
import type { HostileIssuer } from '../support/node/hostile-issuer.ts'
import { api, makePerson, makeWorkspace, portalOrigin } from '../support/node/test-bed.ts'
import { makeEnrolledPerson, Visitor } from '../support/node/visitor.ts'

let scene: Scene
let issuer: HostileIssuer
beforeAll(async () => {
  scene = await setScene()
  issuer = await startIssuer('tickets')
  await outlastCaches()
})
afterAll(async () => {
  await issuer.close()
  await scene.origin.close()
})

it('members with a trusted provider’s factor are shown as such on the panel, in lists and by the API', async () => {
  const olga = await makeEnrolledPerson('Olga')
  const dana = await makePerson('Dana')
  const bo = await makePerson('Bo')
  const subject = randomUUID()
  await api('POST', `/accounts/${dana.email}/identities`, { provider: 'tickets', subject })
  const { slug, origin } = await makeWorkspace(scene.origin.url, [
    [olga.person, 'owner'],
    [dana, 'member'],
    [bo, 'member'],
  ])
  const preview = async () =>
    (await api('POST', `/workspaces/${slug}/policy/preview`, { enforced: true, grace_days: 0 })).body
  expect(await preview()).toMatchObject({ blocked_now: 2, blocked_at_effective: 2 })

  const browser = new Visitor()
  const { returnTo, nonce } = await beginTicket(browser, 'tickets')
  const claims = { sub: subject, email: dana.email, amr: ['pwd', 'mfa'] }
  await postForm(browser, returnTo, { ticket: await issuer.ticket(nonce, { claims }) })
  await browser.ask(`${origin}/`)

  expect(await preview()).toMatchObject({ blocked_now: 1, blocked_at_effective: 1 })
  await api('PUT', `/workspaces/${slug}/policy`, { enforced: true, grace_days: 0 })
  expect((await browser.ask(`${origin}/inside`)).url).toBe(`${origin}/inside`)
  expect((await api('GET', `/workspaces/${slug}/enrollment`)).body).toMatchObject({
    members: 3,
    enrolled: 1,
    vouched: 1,
    pending: 0,
    overdue: 1,
  })
  const emailsIn = async (standing: string) => {
    const { body } = await api('GET', `/workspaces/${slug}/members?standing=${standing}`)
    return body.members.map(({ email }: { email: string }) => email)
  }
  expect(await emailsIn('vouched')).toEqual([dana.email])
  expect(await emailsIn('overdue')).toEqual([bo.email])

  const settings = `${portalOrigin}/workspaces/${slug}/settings`
  const list = await olga.visitor.ask(`${settings}/members`)
  const rowOf = (email: string) => list.text.split('<li>').find((row) => row.includes(email)) ?? ''
  expect(rowOf(dana.email)).toMatch(/class="badge good"/)
  expect(rowOf(bo.email)).toMatch(/class="badge bad"/)
  const panel = await olga.visitor.ask(`${settings}/security`)
  expect(panel.text).toMatch(/<rect class="vouched" width="66\.7%"/)
})
