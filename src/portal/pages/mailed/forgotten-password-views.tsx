// The pages for a person who has forgotten their password: where to send the link, that it was sent, the new password,
// and a link that no longer works.

import type { PasswordProblem } from '../../../core/password.ts'
import type { AskRefusal } from '../../../flows/sign-in/forgotten-password.ts'
import type { MailedPageWords } from '../../../words/words.ts'
import { Form } from '../../frame/form.tsx'
import { Alert, Contact, Countdown, EmailField } from '../../frame/layout.tsx'
import { useEdge, useWords } from '../../frame/words.ts'
import { PasswordField } from '../../parts/password-field.tsx'

type Say = MailedPageWords['forgotten']

const PATH = '/forgotten-password'

type PageRefusal = Exclude<AskRefusal, { reason: 'not-here' }>

interface AskFacts {
  readonly say: Say
  readonly typed: string
  readonly refusal: PageRefusal | null
  /** False if no mail is set up here. */
  readonly isByMail: boolean
}

export function AskView({ say, typed, refusal, isByMail }: AskFacts) {
  const { signIn } = useWords()
  return (
    <>
      <h1>{say.title}</h1>
      {isByMail ? (
        <>
          <p class="lead">{say.lead}</p>
          {refusal ? <Refused say={say} refusal={refusal} /> : null}
          <Form action={PATH} csrf="sign-in" class="stack">
            <EmailField label={signIn.email} value={typed} autocomplete="username" hasFocus />
            <button type="submit">{say.submit}</button>
          </Form>
        </>
      ) : (
        <p class="lead">{signIn.forgotten({ contact: <Contact /> })}</p>
      )}
      <BackToSignIn say={say} />
    </>
  )
}

function Refused({ say, refusal }: { readonly say: Say; readonly refusal: PageRefusal }) {
  const { now } = useEdge()
  if (refusal.reason === 'malformed') return <Alert>{say.malformed}</Alert>
  const span = <Countdown until={now + refusal.retryAfterSeconds} now={now} />
  return <Alert>{say.tooMany({ span })}</Alert>
}

export function SentView({ say, email }: { readonly say: Say; readonly email: string }) {
  return (
    <>
      <h1>{say.sentTitle}</h1>
      <p class="lead">{say.sent({ email: <bdi>{email}</bdi> })}</p>
      <p>{say.nothingCame({ contact: <Contact /> })}</p>
      <BackToSignIn say={say} />
    </>
  )
}

/** Why a new password is refused on its page. The link still works. */
export type ChooseRefusal =
  | { readonly reason: 'not-repeated' }
  | { readonly reason: 'unusable'; readonly problem: PasswordProblem }

interface ChooseFacts {
  readonly say: Say
  readonly token: string
  readonly email: string
  readonly refusal: ChooseRefusal | null
}

export function ChooseView({ say, token, email, refusal }: ChooseFacts) {
  const { password: fields } = useWords()
  const isUnrepeated = refusal?.reason === 'not-repeated'
  return (
    <>
      <h1>{say.chooseTitle}</h1>
      <p class="lead">{say.chooseFor({ email: <bdi>{email}</bdi> })}</p>
      <p>{say.consequence}</p>
      <Form action={`${PATH}/${token}`} csrf="sign-in" class="stack">
        {/* Tells password managers whose password this is. They would guess otherwise. */}
        <input name="username" type="text" value={email} autocomplete="username" readonly hidden />
        <PasswordField
          name="new_password"
          label={fields.new}
          autocomplete="new-password"
          hint={fields.hint}
          problem={refusal?.reason === 'unusable' ? fields.problems[refusal.problem] : null}
          hasFocus={!isUnrepeated}
        />
        <PasswordField
          name="new_password_again"
          label={fields.again}
          autocomplete="new-password"
          problem={isUnrepeated ? say.notRepeated : null}
          hasFocus={isUnrepeated}
          isRequired={false}
        />
        <button type="button" class="second small" data-show-passwords aria-pressed="false" hidden>
          {fields.show}
        </button>
        <button type="submit">{say.save}</button>
      </Form>
    </>
  )
}

export function DeadLinkView({ say }: { readonly say: Say }) {
  return (
    <>
      <h1>{say.deadTitle}</h1>
      <p class="lead">{say.dead}</p>
      <p>
        <a class="button wide-on-phone" href={PATH}>
          {say.another}
        </a>
      </p>
      <BackToSignIn say={say} />
    </>
  )
}

const BackToSignIn = ({ say }: { readonly say: Say }) => (
  <p>
    <a href="/sign-in">{say.back}</a>
  </p>
)
