// Two imports at once for one account: one app is taken, the other call is told so, and only the codes of the first work.

import { Secret, TOTP } from 'otpauth'
import { expect, it } from 'vitest'
import { OPERATOR_TOKEN } from '../support/node/secrets.ts'
import { atOnce, edgeNow, makePerson, type Person, portalOrigin, sendRaw } from '../support/node/test-bed.ts'
import { Visitor } from '../support/node/visitor.ts'

const ROUNDS = 40

const makeApp = () => new TOTP({ secret: new Secret({ size: 20 }) })

/** Begins an import, whose last byte is held back until then. */
const importing = ({ email }: Person, app: TOTP, release: Promise<void>) =>
  sendRaw(new URL(portalOrigin).host, `/api/v1/accounts/${email}/authenticator`, {
    method: 'PUT',
    headers: [
      ['Authorization', `Bearer ${OPERATOR_TOKEN}`],
      ['Content-Type', 'application/json'],
    ],
    body: JSON.stringify({ secret: app.secret.base32, algorithm: 'SHA1', digits: 6, period: 30 }),
    release,
  })

/** Signs in with the code of the next step, because that of the import's own step is spent. Returns where that leads. */
async function opens(person: Person, app: TOTP): Promise<string> {
  const code = app.generate({ timestamp: ((await edgeNow()) + 30) * 1000 })
  return new URL((await new Visitor().signInWithCode(person, code)).url).pathname
}

it('two imports at once take one app, refuse the other, and only the first one’s codes open', async () => {
  for (let round = 0; round < ROUNDS; round++) {
    const person = await makePerson('Ida')
    const apps = [makeApp(), makeApp()]
    const answers = await atOnce((release) => apps.map((app) => importing(person, app, release)))
    const statuses = answers.map(({ status }) => status)
    expect([...statuses].sort()).toEqual([201, 409])
    const [taken, refused] = statuses[0] === 201 ? apps : apps.toReversed()
    if (!taken || !refused) throw new Error('there are two apps')
    expect(await opens(person, refused)).toBe('/sign-in/verify')
    expect(await opens(person, taken)).not.toBe('/sign-in/verify')
    expect(answers.find(({ status }) => status === 409)?.text).toContain('"already_enrolled"')
  }
}, 300_000)
