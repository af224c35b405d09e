// The pages on which a person changes their address: the form, and what the link shows.

import type { AddressChange } from '../../../flows/own-account/ask-for-address.ts'
import type { LinkRefusal } from '../../../flows/own-account/change-address.ts'
import { contactIn } from '../../../words/names.ts'
import type { AddressWords } from '../../../words/words.ts'
import { Form } from '../../frame/form.tsx'
import { Alert, Countdown, EmailField, Info, Time } from '../../frame/layout.tsx'
import { useEdge, useWords } from '../../frame/words.ts'
import { ADDRESS, CANCEL } from './address-path.ts'

export type FormProblem = { readonly typed: string } & (
  | { readonly reason: 'malformed' | 'own-address' }
  | { readonly reason: 'too-many-mails'; readonly until: number }
)

interface AddressViewProps {
  readonly say: AddressWords
  readonly email: string
  /** The address that waits for its link. */
  readonly waiting: Pick<AddressChange, 'email' | 'expiresAt'> | null
  readonly refused: FormProblem | null
  readonly hasMail: boolean
  readonly isCancelled: boolean
}

export function AddressView({ say, email, waiting, refused, hasMail, isCancelled }: AddressViewProps) {
  const words = useWords()
  const { config } = useEdge()
  return (
    <>
      {isCancelled ? <Info>{say.cancelled}</Info> : null}
      <h1>{say.title}</h1>
      <p>{say.current({ email: <bdi>{email}</bdi> })}</p>
      {waiting ? <Waiting {...{ say, waiting }} /> : null}
      {hasMail ? (
        <AddressForm {...{ say, refused }} isAgain={waiting !== null} />
      ) : (
        <p>{say.noMail({ contact: <bdi>{contactIn(words, config.brand)}</bdi> })}</p>
      )}
      {waiting ? (
        <Cancel say={say} />
      ) : (
        <p>
          <a href="/account/security">{words.layout.notNow}</a>
        </p>
      )}
    </>
  )
}

const Cancel = ({ say }: { say: AddressWords }) => (
  <Form action={CANCEL} class="row">
    <button type="submit" class="second wide-on-phone">
      {say.cancel}
    </button>
    <a class="button second wide-on-phone" href="/account/security">
      {useWords().layout.security}
    </a>
  </Form>
)

function Waiting({
  say,
  waiting,
}: {
  say: AddressWords
  waiting: Pick<AddressChange, 'email' | 'expiresAt'>
}) {
  return (
    <>
      <Info>{say.sent({ email: <bdi>{waiting.email}</bdi>, at: <Time at={waiting.expiresAt} /> })}</Info>
      <p class="quiet">{say.notArrived}</p>
    </>
  )
}

interface AddressFormProps {
  readonly say: AddressWords
  readonly refused: FormProblem | null
  /** A link was sent already. */
  readonly isAgain: boolean
}

function AddressForm({ say, refused, isAgain }: AddressFormProps) {
  return (
    <Form action={ADDRESS} class="stack">
      {isAgain ? null : <p>{say.how}</p>}
      {refused ? (
        <Alert>
          <span id="email-problem">
            <Problem {...{ say, refused }} />
          </span>
        </Alert>
      ) : null}
      <EmailField
        label={say.field}
        value={refused?.typed ?? ''}
        autocomplete="email"
        hasFocus={refused !== null}
        problemId={refused ? 'email-problem' : undefined}
      />
      <button type="submit" class={isAgain ? 'second' : undefined}>
        {isAgain ? say.again : say.submit}
      </button>
    </Form>
  )
}

function Problem({ say, refused }: { say: AddressWords; refused: FormProblem }) {
  const { now } = useEdge()
  switch (refused.reason) {
    case 'malformed':
      return <>{say.malformed}</>
    case 'own-address':
      return <>{say.own}</>
    case 'too-many-mails':
      return <>{say.tooManyMails({ span: <Countdown until={refused.until} now={now} /> })}</>
  }
}

interface ConfirmProps {
  readonly say: AddressWords
  readonly was: string
  readonly email: string
  readonly action: string
}

export function ConfirmAddressView({ say, was, email, action }: ConfirmProps) {
  const { layout } = useWords()
  return (
    <>
      <h1>{say.confirm.title}</h1>
      <p>{say.confirm.lead({ was: <bdi>{was}</bdi>, email: <bdi>{email}</bdi> })}</p>
      <p>{say.confirm.consequence}</p>
      <Form action={action} class="row">
        <button type="submit" class="wide-on-phone">
          {say.confirm.submit}
        </button>
        <a class="button second wide-on-phone" href="/account/security">
          {layout.notNow}
        </a>
      </Form>
    </>
  )
}

interface DeadLinkProps {
  readonly say: AddressWords
  readonly reason: LinkRefusal
  /** The page that signs in with another account, and leads back to the link. */
  readonly signIn: string
  readonly email: string
}

export function DeadLinkView({ say, reason, signIn, email }: DeadLinkProps) {
  if (reason === 'not-yours')
    return (
      <>
        <h1>{say.notYours.title}</h1>
        <p>{say.notYours.message({ email: <bdi>{email}</bdi> })}</p>
        <p>
          <a class="button wide-on-phone" href={signIn}>
            {say.notYours.link}
          </a>
        </p>
      </>
    )
  return (
    <>
      <h1>{say[reason].title}</h1>
      <p>{say[reason].message}</p>
      <p>
        <a class="button wide-on-phone" href={ADDRESS}>
          {say.gone.link}
        </a>
      </p>
    </>
  )
}
