import { describe, expect, it } from 'vitest'
import { en } from '../../src/words/en/index.ts'
import { authenticatorFrom } from '../support/node/authenticator.ts'
import { plainText } from '../support/node/plain-browser.ts'
import { advance, api, makePerson, makeWorkspace, portalOrigin } from '../support/node/test-bed.ts'
import { alertOf, otpauthLink, Visitor } from '../support/node/visitor.ts'
import { sentence } from '../support/sentence.ts'

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

it('a form that creates a token creates one, even if it is sent twice', async () => {
  const { workspace, visitor, settings } = await owner()
  const page = await visitor.ask(`${portalOrigin}${settings}/tokens`)
  const fields = { name: 'ci', expires_in_days: '7' }
  expect((await visitor.submit(page, `${settings}/tokens`, fields)).text).toMatch(/spt_[\w-]{43}/)
  const again = await visitor.submit(page, `${settings}/tokens`, fields)
  expect(again.status).toBe(422)
  expect(alertOf(again.text)).toContain(en.tokens.refusals['made-already'])
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
  expect(late.text).toContain(en.account.done.already)
  await advance(30)
  const second = new Visitor()
  expect((await second.signInWithCode(ada, await authenticator.code())).url).toBe(
    `${portalOrigin}/workspaces`,
  )
})

it('a role is changed in the member’s own row, and the answer is the same page of the list', async () => {
  const { workspace, visitor, settings } = await owner()
  const bo = await makePerson('Bo')
  await api('PUT', `/workspaces/${workspace.slug}/members/${bo.email}`, { role: 'member' })
  const list = await visitor.ask(`${portalOrigin}${settings}/members?standing=free`)
  const row = { ...list, text: list.text.slice(list.text.indexOf('<li>')) }
  const put = await visitor.submit(row, `${settings}/members/role`, { role: 'admin' })
  expect(new URL(put.url).search).toBe('?standing=free')
  expect(put.text).toContain(en.members.done.put)
  const { body } = await api('GET', `/workspaces/${workspace.slug}/members?standing=free`)
  expect(body.members).toMatchObject([{ email: bo.email, role: 'admin' }])
})

it('a refused removal or role fills in no form, and a link to the list fills in none either', async () => {
  const { ada, visitor, settings } = await owner()
  const list = await visitor.ask(`${portalOrigin}${settings}/members`)
  for (const [action, fields] of [
    ['remove', {}],
    ['role', { role: 'member' }],
  ] as const) {
    const refused = await visitor.submit(list, `${settings}/members/${action}`, fields)
    expect(refused.status).toBe(422)
    expect(alertOf(refused.text)).not.toBe('')
    expect(refused.text).toMatch(/<input name="email"[^>]* value=""/)
    expect(refused.text).toMatch(/<option value="owner" selected=""/)
  }
  const chosen = new URLSearchParams({ email: ada.email, role: 'member' })
  const back = await visitor.ask(`${portalOrigin}${settings}/members?${chosen}`)
  expect(back.text).not.toContain('class="info"')
  expect(back.text).toMatch(/class="warning" role="status"/)
})

it('adding an existing member changes nothing', async () => {
  const { ada, workspace, visitor, settings } = await owner()
  const other = await makePerson('Olga')
  await api('PUT', `/workspaces/${workspace.slug}/members/${other.email}`, { role: 'owner' })
  const list = await visitor.ask(`${portalOrigin}${settings}/members`)
  const refused = await visitor.submit(list, `${settings}/members`, { email: ada.email, role: 'member' })
  expect(refused.status).toBe(422)
  const { body } = await api('GET', `/workspaces/${workspace.slug}/members`)
  expect(body.members.map(({ role }: { role: string }) => role)).toEqual(['owner', 'owner'])
})

it('removing a member needs one confirmation', async () => {
  const { workspace, visitor, settings } = await owner()
  const bo = await makePerson('Bo')
  await api('PUT', `/workspaces/${workspace.slug}/members/${bo.email}`, { role: 'member' })
  const list = await visitor.ask(`${portalOrigin}${settings}/members`)
  const rowOfBo = list.text.split('<li>').find((row) => row.includes(bo.email)) ?? ''
  expect(rowOfBo).toMatch(/<details[^>]*><summary.*<form[^>]*members\/remove"/s)
  await visitor.submit({ ...list, text: rowOfBo }, `${settings}/members/remove`, {})
  expect((await api('GET', `/workspaces/${workspace.slug}/enrollment`)).body.members).toBe(1)
})

it('a wrong recovery code leads back to the page for recovery codes', async () => {
  const { ada, recoveryCodes } = await owner()
  const visitor = new Visitor()
  await visitor.signIn(ada)
  const page = await visitor.ask(`${portalOrigin}/sign-in/verify?method=recovery`)
  const wrong = await visitor.submit(page, '/sign-in/verify', { code: 'ABCD-EFGH-IJKL-MNOP-QRST-UVWX' })
  expect(alertOf(wrong.text)).toContain(en.codeRefusals.wrongRecoveryCode)
  expect(wrong.text).toContain(en.verify.enterRecoveryCode)
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
    applies_to: 'everybody',
  })
  expect(preview.url).toBe(
    `${portalOrigin}${settings}/security?enforced=on&grace_days=14&applies_to=everybody`,
  )
  expect(preview.text).toMatch(sentence(en.policyEffects.nobodyFrom, undefined, 1))
})

describe('blocking members at once without a script', () => {
  async function stage() {
    const made = await owner()
    const { slug } = made.workspace
    const add = async () => {
      const bo = await makePerson('Bo')
      await api('PUT', `/workspaces/${slug}/members/${bo.email}`, { role: 'member' })
    }
    for (let i = 0; i < 3; i++) await add()
    const path = `${made.settings}/security`
    const policy = async () => (await api('GET', `/workspaces/${slug}/policy`)).body
    const at = { enforced: 'on', grace_days: '0', applies_to: 'everybody' }
    return { ...made, add, path, policy, at }
  }
  const buttonOn = ({ text }: { text: string }) => plainText(/data-save[^>]*>([^<]*)</.exec(text)?.[1] ?? '')

  it('asks once, with their number on the button, and saves nothing before', async () => {
    const { visitor, path, policy, at } = await stage()
    const asked = await visitor.submit(await visitor.ask(portalOrigin + path), path, at)
    expect(asked.url).toBe(`${portalOrigin}${path}?enforced=on&grace_days=0&applies_to=everybody`)
    expect(buttonOn(asked)).toBe('Block 3 members now')
    expect(asked.text).toMatch(/<output[^>]*class="blocking"/)
    expect(await policy()).toMatchObject({ state: 'off', updated_at: null })
    const saved = await visitor.submit(asked, path, at)
    expect(saved.text).toContain(en.settings.saved)
    expect(await policy()).toMatchObject({ state: 'in_effect', grace_days: 0 })
  })

  it('asks the same about a passkey, at the form of that policy, and leaves the other alone', async () => {
    const { visitor, path, policy, at, workspace } = await stage()
    const form = `${path}/phishing-resistant`
    const inForm = ({ text }: { text: string }) => buttonOn({ text: text.slice(text.indexOf(`"${form}"`)) })
    const asked = await visitor.submit(await visitor.ask(portalOrigin + path), form, at)
    const choice = 'policy=phishing-resistant&enforced=on&grace_days=0&applies_to=everybody'
    expect(asked.url).toBe(`${portalOrigin}${path}?${choice}#passkey-requirement`)
    expect([buttonOn(asked), inForm(asked)]).toEqual([en.enforcement.update, 'Block 4 members now'])
    const read = async () =>
      (await api('GET', `/workspaces/${workspace.slug}/policy/phishing-resistant`)).body
    expect(await read()).toMatchObject({ state: 'off', updated_at: null })
    expect((await visitor.submit(asked, form, at)).text).toContain(en.settings.saved)
    expect([(await read()).state, (await policy()).state]).toEqual(['in_effect', 'off'])
  })

  it('refuses a passkey form from before another change, and saves nothing', async () => {
    const { visitor, path, at, workspace } = await stage()
    const policyPath = `/workspaces/${workspace.slug}/policy/phishing-resistant`
    const page = await visitor.ask(portalOrigin + path)
    await api('PUT', policyPath, { enforced: true, grace_days: 30 })
    const before = (await api('GET', policyPath)).body
    const later = await visitor.submit(page, `${path}/phishing-resistant`, { ...at, grace_days: '7' })
    expect(later.status).toBe(409)
    expect(alertOf(later.text)).toContain(en.enforcement.stale)
    expect((await api('GET', policyPath)).body).toEqual(before)
  })

  it('asks again if there are more of them by now', async () => {
    const { visitor, path, policy, at, add } = await stage()
    const asked = await visitor.submit(await visitor.ask(portalOrigin + path), path, at)
    await add()
    expect(buttonOn(await visitor.submit(asked, path, at))).toBe('Block 4 members now')
    expect(await policy()).toMatchObject({ state: 'off' })
  })

  it('asks nothing if nobody new is blocked, or for another timing', async () => {
    const { visitor, path, policy, at } = await stage()
    const page = await visitor.ask(portalOrigin + path)
    await visitor.submit(page, path, { enforced: 'on', grace_days: '14' })
    expect(await policy()).toMatchObject({ state: 'scheduled' })
    await visitor.submit(await visitor.submit(await visitor.ask(portalOrigin + path), path, at), path, at)
    await advance(60)
    const later = await visitor.ask(portalOrigin + path)
    expect(buttonOn(later)).toBe('Update')
  })

  it('does not happen when the policy is saved as off, whatever timing the form has', async () => {
    const { visitor, path, policy } = await stage()
    const page = await visitor.ask(portalOrigin + path)
    expect(page.text).toMatch(/<option value="14" selected/)
    const saved = await visitor.submit(page, path, { grace_days: '14' })
    expect(saved.text).toContain(en.settings.saved)
    expect(await policy()).toMatchObject({ state: 'off', grace_days: 0, updated_at: null })
  })
})

const wayOnIn = (text: string) =>
  plainText(/<main.*?<a class="button[^"]*" href="([^"]+)"/s.exec(text)?.[1] ?? '')

it('a form from before a sign-out and new sign-in is refused, and its page returns as filled in', async () => {
  const { ada, visitor, authenticator, settings, workspace } = await owner()
  const left = await visitor.ask(`${portalOrigin}${settings}/members`)
  await visitor.submit(await visitor.ask(`${portalOrigin}/sign-out`), '/sign-out', {})
  await advance(30)
  await visitor.signInWithCode(ada, await authenticator.code())

  const email = `new&odd-${crypto.randomUUID()}@acme.example`
  await api('PUT', `/accounts/${encodeURIComponent(email)}`, { name: 'New' })
  const stale = await visitor.submit(left, `${settings}/members`, { email, role: 'admin' })
  expect(stale.status).toBe(403)
  expect(stale.text).toContain(en.problems['stale-form'].title)
  const again = await visitor.ask(wayOnIn(stale.text))
  expect(plainText(again.text)).toContain(`value="${email}"`)
  expect(again.text).toMatch(/<option value="admin" selected/)
  expect((await api('GET', `/workspaces/${workspace.slug}/enrollment`)).body.members).toBe(1)
  const put = await visitor.submit(again, `${settings}/members`, { email, role: 'admin' })
  expect(put.text).toContain(en.members.done.put)
})

it('a form left open until the session ended returns as filled in after sign-in', async () => {
  const { ada, visitor, authenticator, settings } = await owner()
  const left = await visitor.ask(`${portalOrigin}${settings}/tokens`)
  await advance(9 * 3600)
  const stale = await visitor.submit(left, `${settings}/tokens`, { name: 'nightly', expires_in_days: '7' })
  expect(stale.status).toBe(403)
  const signIn = await visitor.ask(wayOnIn(stale.text))
  expect(signIn.text).toContain(en.signIn.expired)
  const { email, password } = ada
  const verify = await visitor.submit(signIn, '/sign-in', { email, password })
  const back = await visitor.submit(verify, '/sign-in/verify', { code: await authenticator.code() })
  expect(new URL(back.url).pathname).toBe(`${settings}/tokens`)
  expect(back.text).toContain('value="nightly"')
  expect(back.text).toMatch(/<option value="7" selected/)
})

it('the sign-out button works after the session has already ended', async () => {
  const { visitor } = await owner()
  const left = await visitor.ask(`${portalOrigin}/workspaces`)
  await advance(9 * 3600)
  const out = await visitor.submit(left, '/sign-out', {})
  expect([out.status, out.url]).toEqual([200, `${portalOrigin}/sign-out`])
  expect(out.text).toContain(en.signOut.done)
})

it('the question before a removal is asked again after a proof, about the same member', async () => {
  const { visitor, authenticator, settings, workspace } = await owner()
  const bo = await makePerson('Bo')
  await api('PUT', `/workspaces/${workspace.slug}/members/${bo.email}`, { role: 'admin' })
  const question = `${portalOrigin}${settings}/members/remove?email=${encodeURIComponent(bo.email)}`
  const asked = await visitor.ask(question)
  await advance(601)
  const verify = await visitor.submit(asked, `${settings}/members/remove`, {})
  const back = await visitor.submit(verify, '/sign-in/verify', { code: await authenticator.code() })
  expect(back.url).toBe(question)
  await visitor.submit(back, `${settings}/members/remove`, {})
  expect((await api('GET', `/workspaces/${workspace.slug}/enrollment`)).body.members).toBe(1)
})

it('a code typed ten minutes after sign-in began leads to a new sign-in, and then on', async () => {
  const { ada, visitor, authenticator } = await owner()
  await visitor.submit(await visitor.ask(`${portalOrigin}/sign-out`), '/sign-out', {})
  const verify = await visitor.signIn(ada, `${portalOrigin}/account/security/sessions`)
  await advance(601)
  const again = await visitor.submit(verify, '/sign-in/verify', { code: await authenticator.code() })
  expect(again.text).toContain(en.signIn.expired)
  const { email, password } = ada
  const anew = await visitor.submit(again, '/sign-in', { email, password })
  const there = await visitor.submit(anew, '/sign-in/verify', { code: await authenticator.code() })
  expect(there.url).toBe(`${portalOrigin}/account/security/sessions`)
})
