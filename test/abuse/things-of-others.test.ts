// Another account's codes, cookies, ids and rows do nothing in the attacker's browser, and stay valid for
// their owner.

import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { locationOf, portalHost, type Scene } from '../support/node/arrivals.ts'
import { refuses } from '../support/node/invariants.ts'
import {
  csrfOf,
  listPages,
  NEW_ACCOUNT,
  PORTAL_FORMS,
  type Settled,
  send,
  settle,
  write,
} from '../support/node/portal-forms.ts'
import { startRecordingOrigin } from '../support/node/recording-origin.ts'
import { advance, portalOrigin } from '../support/node/test-bed.ts'
import { Visitor } from '../support/node/visitor.ts'

const SESSION = '__Host-sallyport-session'
const LOGIN = '__Host-sallyport-login'
const SHOWN_CODES = '__Host-sallyport-codes'
const VERIFY = '/sign-in/verify'
const RECOVERY_CODES = '/account/security/recovery-codes'

let vera: Settled
let mallory: Settled
/** Vera is the victim, and Mallory the attacker. */
let scene: Scene
beforeAll(async () => {
  const origin = await startRecordingOrigin()
  vera = await settle(origin.url, 'Vera')
  mallory = await settle(origin.url, 'Mallory')
  scene = { origin, workspace: vera.workspace }
})
afterAll(() => scene.origin.close())

const copyCookie = (name: string, from: Visitor, to: Visitor) =>
  to.setCookie(portalHost, name, from.cookie(portalHost, name) ?? '')

describe('a form that names another’s things', () => {
  const naming = PORTAL_FORMS.filter(
    ({ path, fields }) =>
      (path.includes(':') || Object.values(fields).some((value) => value.includes('{'))) &&
      // The link proves the address, so whoever has it may make the account.
      !['/sign-in', '/account/security/password', NEW_ACCOUNT].includes(path),
  )

  it.each(naming.map((form) => [form.path, form] as const))(
    'changes none of them: %s',
    async (path, form) => {
      await refuses(scene, async () => {
        const written = write(form, { ...vera.known, offeredCode: await vera.offered.code() })
        const answer = await send(path === VERIFY ? mallory.halfDone : mallory.visitor, written)
        if (path.startsWith('/workspaces/')) expect(answer.status).toBe(404)
        return answer
      })
    },
  )

  it.each([
    ['/workspaces/:slug/settings/members', 'email', 'a stranger'],
    ['/workspaces/:slug/settings/members/role', 'email', 'a colleague'],
    ['/workspaces/:slug/settings/members/remove', 'email', 'a colleague'],
    ['/workspaces/:slug/settings/members/extension', 'email', 'a colleague'],
    ['/workspaces/:slug/settings/members/extension/end', 'email', 'a colleague'],
    ['/workspaces/:slug/settings/members/recovery', 'email', 'a colleague'],
    ['/workspaces/:slug/settings/members/recovery/agree', 'email', 'a colleague'],
    ['/workspaces/:slug/settings/members/recovery/stop', 'email', 'a colleague'],
    ['/workspaces/:slug/settings/tokens/:id/revoke', 'id', 'a token'],
  ])('changes none of them through the attacker’s own workspace: %s, the %s of %s', async (path) => {
    const form = PORTAL_FORMS.find((each) => each.path === path)
    if (!form) throw new Error(`no form ${path}`)
    const known = { ...vera.known, slug: mallory.known.slug ?? '' }
    // An admin may add a person who has an account to their own workspace. So this request has a role that
    // doesn't exist.
    const written = write({ ...form, fields: { ...form.fields, role: 'owner,admin' } }, known)
    await refuses(scene, () => send(mallory.visitor, written))
  })

  it('is refused when it names a thing twice, whichever of the two is checked', async () => {
    const csrf = await csrfOf(mallory.visitor, '/sign-out')
    const remove = `/workspaces/${mallory.known.slug}/settings/members/remove`
    const headers = { 'content-type': 'application/x-www-form-urlencoded', origin: portalOrigin }
    for (const body of [
      `csrf=${csrf}&slug=${vera.known.slug}&email=${vera.known.colleague}`,
      `csrf=${csrf}&email[]=${vera.known.colleague}&email=${vera.known.colleague}&workspace_id=${vera.known.slug}`,
      `csrf=${csrf}&__proto__[slug]=${vera.known.slug}&email=${vera.known.colleague}`,
    ]) {
      await refuses(scene, () =>
        mallory.visitor.ask(portalOrigin + remove, { method: 'POST', headers, body, follows: false }),
      )
    }
  })
})

describe('a page of another workspace', () => {
  it('answers exactly as one of a workspace that never existed, byte for byte', async () => {
    const paths = (await listPages('GET')).filter((path) => path.startsWith('/workspaces/:slug/'))
    expect(paths.length).toBeGreaterThan(5)
    for (const path of paths) {
      const answers = []
      for (const slug of [vera.known.slug ?? '', 'never-made', '..', 'a'.repeat(500), '%00', '__proto__']) {
        const answer = await mallory.visitor.ask(
          portalOrigin + path.replace(':slug', slug).replace(':id', vera.known.tokenId ?? ''),
          { follows: false },
        )
        if (slug === '..') continue // every client resolves this to another path
        // The language form leads back to the requested address, which differs.
        const text = answer.text.replace(/name="return_to" value="[^"]*"/, '')
        answers.push([answer.status, [...answer.headers.keys()], text])
      }
      const [first] = answers
      expect([path, first?.[0]]).toEqual([path, 404])
      expect(answers).toEqual(answers.map(() => first))
    }
  })
})

describe('a code of another', () => {
  it.each(['a login', 'a session that steps up'])('does not prove %s, and stays unused', async (state) => {
    const wrong = [await vera.authenticator.code(1), vera.recoveryCodes[5] ?? '', await vera.offered.code()]
    const prover = state === 'a login' ? mallory.halfDone : mallory.unproved
    await refuses(scene, async () => {
      const answers = []
      for (const code of wrong) answers.push(await send(prover, { path: VERIFY, fields: { code } }))
      for (const answer of answers) expect(answer.status).toBe(422)
      return answers
    })
    await advance(60)
    await mallory.halfDone.signIn(mallory.person)
    const own = { path: VERIFY, fields: { code: mallory.recoveryCodes[state === 'a login' ? 1 : 2] ?? '' } }
    expect((await send(mallory.halfDone, own)).status, 'so that the guesses are counted anew').toBe(303)
    await mallory.halfDone.submit(await mallory.halfDone.ask(`${portalOrigin}/sign-out`), '/sign-out', {})
    await mallory.halfDone.signIn(mallory.person)
  })

  it('still works for its owner afterwards', async () => {
    const browser = new Visitor()
    expect((await browser.signInWithCode(vera.person, vera.recoveryCodes[5] ?? '')).url).toContain(
      RECOVERY_CODES,
    )
  })
})

describe('a cookie of another', () => {
  it('that shows recovery codes shows none to another session', async () => {
    const thief = new Visitor()
    copyCookie(SESSION, mallory.visitor, thief)
    copyCookie(SHOWN_CODES, vera.visitor, thief)
    for (const path of [RECOVERY_CODES, `${RECOVERY_CODES}/download`]) {
      const { text } = await thief.ask(portalOrigin + path, { follows: false })
      expect(text).not.toMatch(/[A-Z2-7]{4}-[A-Z2-7]{4}/)
    }
  })

  it('that is a login opens nothing with the thief’s own code or session', async () => {
    await vera.halfDone.signIn(vera.person)
    const thief = new Visitor()
    copyCookie(LOGIN, vera.halfDone, thief)
    await refuses(scene, async () => {
      const code = await mallory.authenticator.code(1)
      const answer = await send(thief, { path: VERIFY, fields: { code } })
      expect(answer.status).toBe(422)
      copyCookie(SESSION, mallory.visitor, thief)
      const again = await send(thief, { path: VERIFY, fields: { code: mallory.recoveryCodes[6] ?? '' } })
      expect(again.status).toBe(422)
      return [answer, again]
    })
  })

  it('opens nothing under another name: each value in place of each other', async () => {
    const values = [...(vera.visitor.cookies.get(portalHost) ?? [])]
      .filter(([name]) => name !== SESSION)
      .map(([, value]) => value)
    const handles = [
      vera.known.sessionId,
      vera.known.set,
      vera.known.tokenId,
      vera.known.subject,
      vera.known.email,
    ]
    for (const value of [...values, ...handles]) {
      for (const name of [SESSION, LOGIN]) {
        const thief = new Visitor()
        thief.setCookie(portalHost, name, value ?? '')
        await refuses(scene, async () => {
          const page = await thief.ask(`${portalOrigin}/account/security`, { follows: false })
          const proof = await send(thief, {
            path: VERIFY,
            fields: { code: await vera.authenticator.code(2) },
          })
          for (const answer of [page, proof]) expect(locationOf(answer)).toContain('/sign-in?')
          return [page, proof]
        })
      }
    }
  })
})
