// /account/security/password: changing one's own. The new one is typed twice, and can be shown where there are scripts: a slip
// would lock its owner out. What was typed is in no answer: after a refusal all fields are empty.

import { Hono } from 'hono'
import { type ChangeRefusal, changePassword } from '../../flows/own-account/change-password.ts'
import { missingProofFor } from '../../flows/own-account/enrol.ts'
import { KNOWN_BROWSER_SECONDS } from '../../flows/sign-in/known-browser.ts'
import { usesPassword } from '../../flows/sign-in/password.ts'
import { KNOWN_BROWSER_COOKIE, readCookie, SESSION_COOKIE, setCookie } from '../../http/cookies.ts'
import { log } from '../../log.ts'
import { type PortalContext, type PortalEnv, portalUrl, seeOther } from '../frame/context.ts'
import { Form } from '../frame/form.tsx'
import { sessionOf } from '../frame/guards.ts'
import { Alert, Countdown, page, Time } from '../frame/layout.tsx'
import { useWords } from '../frame/words.ts'

export const password = new Hono<PortalEnv>()

const PATH = '/account/security/password'

password.use(PATH, async (c, next) => {
  const session = sessionOf(c)
  const { edge } = c.var
  if (!(await usesPassword(edge, session.accountId))) return seeOther(c, portalUrl(c, '/account/security'))
  // The first factor, where that is all there is, is asked for by the form itself.
  if (missingProofFor(session, edge.now) !== 'second-factor') return next()
  return seeOther(c, portalUrl(c, '/sign-in/verify', { return_to: PATH }))
})

password.get(PATH, (c) => passwordPage(c, null))

password.post(PATH, async (c) => {
  const { edge, form } = c.var
  const session = sessionOf(c)
  const typed = { current: form.get('current_password') ?? '', next: form.get('new_password') ?? '' }
  const again = form.get('new_password_again')
  // A program that leaves the field out has nothing to mistype.
  if (again !== null && again !== typed.next) return passwordPage(c, { reason: 'not-repeated' })
  const known = readCookie(c.req.raw.headers, KNOWN_BROWSER_COOKIE)
  const changed = await changePassword(edge, session, typed, known)
  if (!changed.ok) {
    const { reason } = changed.error
    log('info', { event: 'password.refused', reason, accountId: session.accountId })
    return passwordPage(c, changed.error)
  }
  const { cookie, known: knownNow } = changed.value
  c.header('set-cookie', setCookie(SESSION_COOKIE, cookie, edge.config.sessionSeconds), { append: true })
  c.header('set-cookie', setCookie(KNOWN_BROWSER_COOKIE, knownNow, KNOWN_BROWSER_SECONDS), { append: true })
  return seeOther(c, portalUrl(c, '/account/security', { done: 'password' }))
})

type Refusal = ChangeRefusal | { readonly reason: 'not-repeated' }

const STATUS = {
  'not-repeated': 422,
  'new-unusable': 422,
  unchanged: 422,
  wrong: 422,
  overtaken: 409,
} as const

async function passwordPage(c: PortalContext, refusal: Refusal | null): Promise<Response> {
  const { edge, words } = c.var
  const { password: say, layout } = words
  const session = sessionOf(c)
  const isAboutNew = refusal?.reason === 'new-unusable' || refusal?.reason === 'unchanged'
  const isAboutAgain = refusal?.reason === 'not-repeated'
  const aboutCurrent = isAboutNew || isAboutAgain ? null : refusal
  const aboutNew = isAboutNew ? refusal : null
  return page(
    c,
    {
      title: say.title,
      ...(refusal?.reason === 'throttled' ? { retryAt: refusal.until } : {}),
      ...(refusal && refusal.reason !== 'throttled' ? { status: STATUS[refusal.reason] } : {}),
      current: 'security',
    },
    <>
      <h1>{say.title}</h1>
      <p>{say.consequence}</p>
      <Form action={PATH} class="stack">
        {/* For password managers, which would otherwise guess whose passwords these are. */}
        <input name="username" type="text" value={session.email} autocomplete="username" readonly hidden />
        <Field
          name="current_password"
          label={say.current}
          autocomplete="current-password"
          refusal={aboutCurrent}
          now={edge.now}
          hasFocus={!isAboutNew && !isAboutAgain}
        />
        <Field
          name="new_password"
          label={say.new}
          autocomplete="new-password"
          refusal={aboutNew}
          now={edge.now}
          hasFocus={isAboutNew}
          hint={say.hint}
        />
        <Field
          name="new_password_again"
          label={say.again}
          autocomplete="new-password"
          refusal={isAboutAgain ? refusal : null}
          now={edge.now}
          hasFocus={isAboutAgain}
          isRequired={false}
        />
        <button type="button" class="second small" data-show-passwords aria-pressed="false" hidden>
          {say.show}
        </button>
        <button type="submit">{say.submit}</button>
      </Form>
      <p>
        <a href="/account/security">{layout.notNow}</a>
      </p>
    </>,
  )
}

interface FieldProps {
  readonly name: string
  readonly label: string
  readonly autocomplete: 'current-password' | 'new-password'
  readonly refusal: Refusal | null
  readonly now: number
  readonly hasFocus: boolean
  readonly hint?: string
  /** Where it may be left out, the answer says what is wrong with that. */
  readonly isRequired?: boolean
}

function Field({ name, label, autocomplete, refusal, now, hasFocus, hint, isRequired = true }: FieldProps) {
  const described = [refusal ? `${name}-problem` : null, hint ? `${name}-hint` : null].filter(Boolean)
  return (
    <div class="field">
      <label for={name}>{label}</label>
      {hint ? (
        <p class="quiet" id={`${name}-hint`}>
          {hint}
        </p>
      ) : null}
      {refusal ? (
        <Alert>
          <span id={`${name}-problem`}>
            <Reason refusal={refusal} now={now} />
          </span>
        </Alert>
      ) : null}
      <input
        id={name}
        name={name}
        type="password"
        autocomplete={autocomplete}
        autocapitalize="none"
        spellcheck={false}
        required={isRequired}
        autofocus={hasFocus}
        aria-describedby={described.join(' ') || undefined}
        aria-invalid={refusal ? 'true' : undefined}
      />
    </div>
  )
}

function Reason({ refusal, now }: { refusal: Refusal; now: number }) {
  const { password: say, layout } = useWords()
  switch (refusal.reason) {
    case 'new-unusable':
      return <>{say.problems[refusal.problem]}</>
    case 'not-repeated':
      return <>{say.notRepeated}</>
    case 'unchanged':
      return <>{say.unchanged}</>
    case 'wrong':
      return <>{say.wrong}</>
    case 'overtaken':
      return <>{say.overtaken}</>
    case 'throttled':
      return (
        <>
          {layout.tooManyAttempts({
            at: <Time at={refusal.until} />,
            span: <Countdown until={refusal.until} now={now} />,
          })}
        </>
      )
  }
}
