// Sends values that no page would send, in each field of each form. Each is refused or ignored, and nothing
// is written.

import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Scene } from '../support/node/arrivals.ts'
import { refuses } from '../support/node/invariants.ts'
import {
  csrfOf,
  FORM_HEADERS,
  NEW_ACCOUNT,
  PORTAL_FORMS,
  type PortalForm,
  type Settled,
  settle,
  write,
} from '../support/node/portal-forms.ts'
import { startRecordingOrigin } from '../support/node/recording-origin.ts'
import { portalOrigin } from '../support/node/test-bed.ts'
import { Visitor } from '../support/node/visitor.ts'

// These values are already URL-encoded.
const NO_NAME = ['', '%00', 'a%00b', '%E2%80%AEa', 'a%0D%0Ab:%20c', 'x'.repeat(60_000)]
const NO_CHOICE = [
  ...[
    ...NO_NAME,
    '%FF',
    '%C0%AF',
    '%ED%A0%80',
    '%',
    '%u0041',
    '__proto__',
    'constructor',
    'null',
    'undefined',
  ],
  ...['NaN', '-1', '1e309', '0x1', '%5B%5D', '%7B%7D', 'true'],
]

/** These fields accept any text, or ignore a bad value. Other tests check what it does. */
const TAKES_ANY: Record<string, readonly string[]> = {
  '/enter': ['return_to'],
  '/account/security/password': ['current_password'],
  '/workspaces/:slug/settings/tokens': ['id'],
  '/workspaces/:slug/settings/access/tokens/new': ['id'],
}
/** The tenth wrong answer of a passkey ends the login. */
const ENDS_LOGIN = ['/sign-in/verify/passkey']
/** True for a line of text that a person chooses. */
const isName = (path: string, field: string) =>
  ((path.includes('/tokens') || path.includes('/passkeys') || path === NEW_ACCOUNT) && field === 'name') ||
  ['password', 'new_password', 'display_name'].includes(field)
/** True for a field that may be empty, which removes the value. */
const mayBeEmpty = (field: string) => ['display_name', 'accent'].includes(field)

let olga: Settled
let scene: Scene
beforeAll(async () => {
  const origin = await startRecordingOrigin()
  olga = await settle(origin.url, 'Olga')
  scene = { origin, workspace: olga.workspace }
})
afterAll(() => scene.origin.close())

const victimOf = ({ path }: PortalForm) =>
  path === '/sign-in/verify/passkey'
    ? olga.alsoHalfDone
    : path === '/sign-in/verify'
      ? olga.halfDone
      : path === '/sign-in' || path === NEW_ACCOUNT
        ? new Visitor()
        : olga.visitor

const withFields = PORTAL_FORMS.filter(
  ({ fields, path }) => Object.keys(fields).length > 0 && !path.endsWith('/preview'),
)

describe('a field', () => {
  it.each(withFields.map((form) => [form.path, form] as const))(
    'with a value that no page sends changes nothing: %s',
    async (path, form) => {
      const visitor = victimOf(form)
      const csrf = await csrfOf(visitor, path)
      const written = write(form, olga.known)
      const post = (body: string) =>
        visitor.ask(portalOrigin + written.path, {
          method: 'POST',
          headers: FORM_HEADERS,
          body,
          follows: false,
        })
      const fields = Object.keys(form.fields).filter((field) => !TAKES_ANY[path]?.includes(field))
      await refuses(
        scene,
        async () => {
          const answers = []
          for (const field of fields) {
            const { [field]: right = '', ...others } = written.fields
            const rest = new URLSearchParams({ csrf, ...others }).toString()
            const unfit = field === 'password' ? ['', '%00'] : isName(path, field) ? NO_NAME : NO_CHOICE
            const hostile = unfit.filter((value) => value !== '' || !mayBeEmpty(field))
            const bodies = [
              rest,
              ...hostile.map((value) => `${rest}&${field}=${value}`),
              ...hostile
                .slice(0, 2)
                .map((value) => `${rest}&${field}=${value}&${field}=${encodeURIComponent(right)}`),
              `${rest}&${field}%5B%5D=${encodeURIComponent(right)}`,
              `${rest}&${field}.x=${encodeURIComponent(right)}&__proto__%5B${field}%5D=${encodeURIComponent(right)}`,
            ]
            // A browser doesn't send an unchecked box.
            const isOptional = field === 'enforced' || field === 'supervise_sockets'
            for (const body of isOptional ? bodies.filter((each) => each.includes(`&${field}=`)) : bodies) {
              answers.push(await post(body))
            }
          }
          for (const { status } of answers) expect(status).toBeLessThan(500)
          return answers
        },
        ENDS_LOGIN.includes(path) ? { mayChange: ['logins'] } : {},
      )
    },
  )

  it('that the form does not have is ignored: a column, an object’s property or another form’s field', async () => {
    const surplus = [
      'role=owner',
      'account_id=1',
      'is_operator=1',
      'enrolled_at=1',
      '__proto__%5Brole%5D=owner',
      'constructor=x',
    ]
    const path = `/workspaces/${olga.known.slug}/settings/members`
    const csrf = await csrfOf(olga.visitor, path)
    await refuses(scene, async () => {
      const answers = []
      for (const each of surplus) {
        const body = `csrf=${csrf}&email=${olga.known.colleague}&role=member&${each}`
        answers.push(
          await olga.visitor.ask(portalOrigin + path, {
            method: 'POST',
            headers: FORM_HEADERS,
            body,
            follows: false,
          }),
        )
      }
      return answers
    })
  })
})
