// New recovery codes wait half an hour for their owner to save them. The proof that made them is valid for
// ten minutes.

import { expect, it } from 'vitest'
import { en } from '../../src/words/en/index.ts'
import { advance, portalOrigin } from '../support/node/test-bed.ts'
import { makeEnrolledPerson, recoveryCodesIn, Visitor } from '../support/node/visitor.ts'

const PATH = '/account/security/recovery-codes'

it('new codes that waited too long need another code, and the old ones work until then', async () => {
  const { person, visitor, authenticator, recoveryCodes } = await makeEnrolledPerson('Ada')
  const shown = await visitor.submit(await visitor.ask(portalOrigin + PATH), PATH, {})
  const codes = recoveryCodesIn(shown.text)
  expect(codes).toHaveLength(10)
  await advance(601)

  const form = await visitor.submit(shown, `${PATH}/confirm`, {})
  expect(new URL(form.url).pathname).toBe('/sign-in/verify')
  const other = new Visitor()
  const [old = ''] = recoveryCodes
  expect((await other.signInWithCode(person, old)).text, 'the old set is in force').not.toContain(
    'role="alert"',
  )

  const back = await visitor.submit(form, '/sign-in/verify', { code: await authenticator.code() })
  expect(new URL(back.url).pathname).toBe(PATH)
  expect(recoveryCodesIn(back.text), 'the same ones').toEqual(codes)
  const saved = await visitor.submit(back, `${PATH}/confirm`, {})
  expect(saved.text).toContain(en.account.done['codes-saved'])
})
