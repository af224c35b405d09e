import { expect, it } from 'vitest'
import { authenticatorFrom } from '../support/node/authenticator.ts'
import { advance, api, makePerson, makeWorkspace, portalOrigin } from '../support/node/test-bed.ts'
import { alertOf, otpauthLink, Visitor } from '../support/node/visitor.ts'

const NOWHERE = 'http://127.0.0.1:9'

async function owner() {
  const ada = await makePerson('Ada')
  const workspace = await makeWorkspace(NOWHERE, [[ada, 'owner']])
  const visitor = new Visitor()
  await visitor.signIn(ada)
  const { authenticator, recoveryCodes } = await visitor.enrol()
  return {
    ada,
    workspace,
    visitor,
    authenticator,
    recoveryCodes,
    settings: `/workspaces/${workspace.slug}/settings`,
  }
}

it('a form that makes a token, sent twice, makes one', async () => {
  const { workspace, visitor, settings } = await owner()
  const page = await visitor.ask(`${portalOrigin}${settings}/tokens`)
  const fields = { name: 'ci', expires_in_days: '7' }
  expect((await visitor.submit(page, `${settings}/tokens`, fields)).text).toMatch(/spt_[\w-]{43}/)
  const again = await visitor.submit(page, `${settings}/tokens`, fields)
  expect(again.status).toBe(422)
  expect(alertOf(again.text)).toContain('made already')
  expect(again.text).not.toMatch(/spt_[\w-]{43}/)
  expect((await api('GET', `/workspaces/${workspace.slug}/tokens`)).body.tokens).toHaveLength(1)
})

it('a page that began to enrol does not replace what another tab has set up since', async () => {
  const ada = await makePerson('Ada')
  const visitor = new Visitor()
  await visitor.signIn(ada)
  const path = '/account/security/authenticator'
  const left = await visitor.ask(portalOrigin + path)
  const { code } = authenticatorFrom(otpauthLink(left.text))
  const { authenticator } = await visitor.enrol()
  const late = await visitor.submit(
    {
      ...left,
      text: (await visitor.ask(portalOrigin + path)).text.replace(
        /<input type="hidden" name="for"[^>]*>/,
        '',
      ),
    },
    path,
    { code: await code() },
  )
  expect(late.url).toContain('/account/security?done=already')
  await advance(30)
  const second = new Visitor()
  expect((await second.signInWithCode(ada, await authenticator.code())).url).toBe(
    `${portalOrigin}/workspaces`,
  )
})

it('removing a member asks once before it is done', async () => {
  const { workspace, visitor, settings } = await owner()
  const bo = await makePerson('Bo')
  await api('PUT', `/workspaces/${workspace.slug}/members/${bo.email}`, { role: 'member' })
  const list = await visitor.ask(`${portalOrigin}${settings}/members`)
  expect(list.text).toContain(`/members/remove?email=${encodeURIComponent(bo.email)}`)
  const asked = await visitor.ask(
    `${portalOrigin}${settings}/members/remove?email=${encodeURIComponent(bo.email)}`,
  )
  expect((await api('GET', `/workspaces/${workspace.slug}/enrollment`)).body.members).toBe(2)
  await visitor.submit(asked, `${settings}/members/remove`, {})
  expect((await api('GET', `/workspaces/${workspace.slug}/enrollment`)).body.members).toBe(1)
})

it('a wrong recovery code stays where recovery codes are asked for', async () => {
  const { ada, recoveryCodes } = await owner()
  const visitor = new Visitor()
  await visitor.signIn(ada)
  const page = await visitor.ask(`${portalOrigin}/sign-in/verify?method=recovery`)
  const wrong = await visitor.submit(page, '/sign-in/verify', { code: 'ABCD-EFGH-IJKL-MNOP-QRST-UVWX' })
  expect(alertOf(wrong.text)).toContain('That recovery code isn’t right')
  expect(wrong.text).toContain('Enter one of the recovery codes')
  const right = await visitor.submit(wrong, '/sign-in/verify', { code: recoveryCodes[0] ?? '' })
  expect(right.url).toContain('/account/security/recovery-codes')
})

it('a preview puts the choice into the address, and nothing else', async () => {
  const { visitor, settings } = await owner()
  const page = await visitor.ask(`${portalOrigin}${settings}/security`)
  const form = {
    ...page,
    text: page.text.replace(`action="${settings}/security"`, `action="${settings}/security/preview"`),
  }
  const preview = await visitor.submit(form, `${settings}/security/preview`, {
    enforced: 'on',
    grace_days: '14',
  })
  expect(preview.url).toBe(`${portalOrigin}${settings}/security?enforced=on&grace_days=14`)
  expect(preview.text).toContain('nobody will be blocked')
})
