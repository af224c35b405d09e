// /account/security/password: changing one's own. The new one is typed twice, and can be shown where there are scripts: a slip
// would lock its owner out. What was typed is in no answer: after a refusal all fields are empty.

import { Hono } from 'hono'
import { type ChangeRefusal, changePassword } from '../../flows/own-account/change-password.ts'
import { missingProofFor } from '../../flows/own-account/missing-proof.ts'
import { KNOWN_BROWSER_SECONDS } from '../../flows/sign-in/known-browser.ts'
import { usesPassword } from '../../flows/sign-in/password.ts'
import { KNOWN_BROWSER_COOKIE, readCookie, SESSION_COOKIE, setCookie } from '../../http/cookies.ts'
import { log } from '../../log.ts'
import { type PortalContext, type PortalEnv, portalUrl, seeOther } from '../frame/context.ts'
import { Form } from '../frame/form.tsx'
import { sessionOf } from '../frame/guards.ts'
import { Alert, Countdown, page, Time } from '../frame/layout.tsx'
import { seeProof } from '../frame/missing-proof.ts'
import { useEdge, useWords } from '../frame/words.ts'
import { problemPage } from './problem.tsx'

export const password = new Hono<PortalEnv>()

const PATH = '/account/security/password'

/** The first factor, where that is all there is, is asked for by the form itself. */
password.use(PATH, (c, next) => {
  const missing = missingProofFor(sessionOf(c), c.var.edge.now)
  return missing === 'second-factor' ? Promise.resolve(seeProof(c, missing, PATH)) : next()
})

password.get(PATH, async (c) => {
  const isTheirs = await usesPassword(c.var.edge, sessionOf(c).accountId)
  return isTheirs ? passwordPage(c, null) : seeSecurity(c)
})

const seeSecurity = (c: PortalContext, query: Record<string, string> = {}) =>
  seeOther(c, portalUrl(c, '/account/security', query))

password.post(PATH, async (c) => {
  const { edge, form } = c.var
  const session = sessionOf(c)
  const typed = { current: form.get('current_password') ?? '', next: form.get('new_password') ?? '' }
  const again = form.get('new_password_again')
  // A program that leaves the field out has nothing to mistype.
  if (again !== null && again !== typed.next) return passwordPage(c, { reason: 'not-repeated' })
  const known = readCookie(c.req.raw.headers, KNOWN_BROWSER_COOKIE)
  const changed = await changePassword(edge, session, typed, known)
  if (!changed.ok) return refuse(c, changed.error)
  const { cookie, known: knownNow } = changed.value
  c.header('set-cookie', setCookie(SESSION_COOKIE, cookie, edge.config.sessionSeconds), { append: true })
  c.header('set-cookie', setCookie(KNOWN_BROWSER_COOKIE, knownNow, KNOWN_BROWSER_SECONDS), { append: true })
  return seeSecurity(c, { done: 'password' })
})

function refuse(c: PortalContext, refusal: ChangeRefusal) {
  const { accountId } = sessionOf(c)
  log('info', { event: 'password.refused', reason: refusal.reason, accountId })
  if (refusal.reason === 'no-password') return seeSecurity(c)
  if (refusal.reason === 'too-many-changes') return problemPage(c, refusal)
  return passwordPage(c, refusal)
}

/** What can be told beside the fields. */
type Refusal =
  | Exclude<ChangeRefusal, { reason: 'no-password' | 'too-many-changes' }>
  | { readonly reason: 'not-repeated' }

const STATUS = {
  'not-repeated': 422,
  'new-unusable': 422,
  unchanged: 422,
  wrong: 422,
  overtaken: 409,
} as const

function passwordPage(c: PortalContext, refusal: Refusal | null): Promise<Response> {
  const head = {
    title: c.var.words.password.title,
    ...(refusal?.reason === 'throttled' ? { retryAt: refusal.until } : {}),
    ...(refusal && refusal.reason !== 'throttled' ? { status: STATUS[refusal.reason] } : {}),
    current: 'security',
  } as const
  return page(c, head, <PasswordView refusal={refusal} email={sessionOf(c).email} />)
}

/** The field that the refusal is about. */
function fieldOf(refusal: Refusal): 'current_password' | 'new_password' | 'new_password_again' {
  if (refusal.reason === 'not-repeated') return 'new_password_again'
  const isAboutNew = refusal.reason === 'new-unusable' || refusal.reason === 'unchanged'
  return isAboutNew ? 'new_password' : 'current_password'
}

export function PasswordView({ refusal, email }: { refusal: Refusal | null; email: string }) {
  const { password: say, layout } = useWords()
  const refused = refusal && fieldOf(refusal)
  const stateOf = (name: ReturnType<typeof fieldOf>) => ({
    name,
    refusal: refused === name ? refusal : null,
    hasFocus: (refused ?? 'current_password') === name,
  })
  return (
    <>
      <h1>{say.title}</h1>
      <p>{say.consequence}</p>
      <Form action={PATH} class="stack">
        {/* For password managers, which would otherwise guess whose passwords these are. */}
        <input name="username" type="text" value={email} autocomplete="username" readonly hidden />
        <Field {...stateOf('current_password')} label={say.current} autocomplete="current-password" />
        <Field {...stateOf('new_password')} label={say.new} autocomplete="new-password" hint={say.hint} />
        <Field
          {...stateOf('new_password_again')}
          label={say.again}
          autocomplete="new-password"
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
    </>
  )
}

interface FieldProps {
  readonly name: string
  readonly label: string
  readonly autocomplete: 'current-password' | 'new-password'
  readonly refusal: Refusal | null
  readonly hasFocus: boolean
  readonly hint?: string
  /** Where it may be left out, the answer says what is wrong with that. */
  readonly isRequired?: boolean
}

function Field({ name, label, autocomplete, refusal, hasFocus, hint, isRequired = true }: FieldProps) {
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
            <Reason refusal={refusal} />
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

function Reason({ refusal }: { refusal: Refusal }) {
  const { password: say, layout } = useWords()
  const { now } = useEdge()
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
