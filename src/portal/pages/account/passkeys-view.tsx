// The list of a person's passkeys, with a form to rename each, and the page that asks before one is removed.

import type { Child } from 'hono/jsx'
import { MOST_PASSKEY_NAME, MOST_PASSKEYS } from '../../../core/passkey.ts'
import type { AcceptedPasskeys } from '../../../flows/own-account/accepted-passkeys.ts'
import type { OwnPasskey } from '../../../flows/own-account/passkeys.ts'
import type { Requiring } from '../../../flows/own-account/security.ts'
import type { PasskeyWords } from '../../../words/words.ts'
import { Form } from '../../frame/form.tsx'
import { Alert, Info, Strong, Time } from '../../frame/layout.tsx'
import { useWords } from '../../frame/words.ts'
import { WorkspaceAt } from '../../parts/door.tsx'
import { AddPasskey, WithoutPasskeys } from '../../parts/passkey-form.tsx'
import { AUTHENTICATOR } from './authenticator-path.ts'
import { PASSKEYS } from './passkeys-path.ts'

/** A name that was refused, to be corrected in its field. */
export interface RefusedName {
  readonly id: string
  readonly typed: string
}

interface PasskeysViewProps {
  readonly say: PasskeyWords
  readonly passkeys: readonly OwnPasskey[]
  /** The person's last action. */
  readonly done: string
  /** The sentence about a passkey that was refused. */
  readonly refusal: string | null
  readonly refusedName: RefusedName | null
  /** False if a first passkey enables two-factor authentication. */
  readonly isEnrolled: boolean
  readonly returnTo: string | null
  /** What the browser should tell password managers after a change. */
  readonly accepted: AcceptedPasskeys | null
  /** The workspace that this page leads to. */
  readonly children?: Child
}

export function PasskeysView(props: PasskeysViewProps) {
  const { say, passkeys, done, refusal, isEnrolled, returnTo, accepted, children } = props
  return (
    <>
      {isDone(say.done, done) ? <Info>{say.done[done]}</Info> : null}
      <h1>{say.title}</h1>
      {children}
      <p class="lead">{say.lead}</p>
      {refusal === null ? null : <Alert>{refusal}</Alert>}
      <section
        class="card"
        hidden={passkeys.length === 0 && returnTo !== null}
        data-accepted={accepted ? JSON.stringify(accepted) : undefined}
      >
        {passkeys.length === 0 ? <p>{say.none}</p> : null}
        <ul class="items">
          {passkeys.map((passkey) => (
            <Item {...props} passkey={passkey} />
          ))}
        </ul>
      </section>
      {passkeys.length >= MOST_PASSKEYS ? (
        <p class="warning">{say.tooMany(MOST_PASSKEYS)}</p>
      ) : (
        <>
          <AddPasskey label={passkeys.length === 0 ? say.add : say.addAnother} returnTo={returnTo} />
          <WithoutPasskeys say={say} />
        </>
      )}
      {isEnrolled ? null : (
        <p>
          <a href={withReturn(AUTHENTICATOR, returnTo)}>{say.useAppInstead}</a>
        </p>
      )}
      {returnTo ? null : (
        <p>
          <a href="/account/security">{say.back}</a>
        </p>
      )}
    </>
  )
}

const isDone = <Done extends object>(words: Done, done: string): done is keyof Done & string =>
  Object.hasOwn(words, done)

const withReturn = (path: string, returnTo: string | null): string =>
  returnTo ? `${path}?${new URLSearchParams({ return_to: returnTo })}` : path

function Item({ say, passkey, refusedName, returnTo }: PasskeysViewProps & { passkey: OwnPasskey }) {
  const { name, createdAt, lastUsedAt, isBackedUp, isHere, isOfThisSession } = passkey
  return (
    <li>
      <div class="factor">
        <div>
          <p class="names">
            <Strong text={name} />
            {isHere ? <span class="badge">{isBackedUp ? say.synced : say.notSynced}</span> : null}
            {isOfThisSession ? <span class="badge good">{say.ofThisSession}</span> : null}
          </p>
          <p class="quiet">{say.addedAt({ at: <Time at={createdAt} /> })}</p>
          <p class="quiet">
            {lastUsedAt === null ? say.neverUsed : say.usedAt({ at: <Time at={lastUsedAt} /> })}
          </p>
        </div>
        <a
          class="button danger small"
          href={withReturn(`${PASSKEYS}/${passkey.id}/remove`, returnTo)}
          aria-label={say.removeThis(name)}
        >
          {say.remove}
        </a>
      </div>
      {isHere ? null : <p class="warning">{say.elsewhere}</p>}
      <Renaming
        {...{ say, passkey, returnTo }}
        refused={refusedName?.id === passkey.id ? refusedName : null}
      />
    </li>
  )
}

interface RenamingProps {
  readonly say: PasskeyWords
  readonly passkey: OwnPasskey
  readonly refused: RefusedName | null
  readonly returnTo: string | null
}

/** Works without the script. It is open if the name was refused. */
function Renaming({ say, passkey: { id, name }, refused, returnTo }: RenamingProps) {
  const field = `name-${id}`
  return (
    <details open={refused !== null}>
      <summary aria-label={say.renameThis(name)}>{say.rename}</summary>
      <Form action={`${PASSKEYS}/${id}/name`} class="inline" returnTo={returnTo}>
        <div class="field">
          <label for={field}>{say.name}</label>
          {refused ? (
            <Alert>
              <span id={`${field}-problem`}>{say.refusals.badName(MOST_PASSKEY_NAME)}</span>
            </Alert>
          ) : null}
          <input
            id={field}
            name="name"
            type="text"
            dir="auto"
            value={refused?.typed ?? name}
            autocomplete="off"
            required
            aria-describedby={refused ? `${field}-problem` : undefined}
            aria-invalid={refused ? 'true' : undefined}
          />
        </div>
        <button type="submit" class="second">
          {say.save}
        </button>
      </Form>
    </details>
  )
}

interface RemoveViewProps {
  readonly say: PasskeyWords
  readonly passkey: OwnPasskey
  /** True if the account has no other passkey. */
  readonly isLastPasskey: boolean
  /** True if the account has no other second factor of any kind. */
  readonly isLastFactor: boolean
  /** The workspaces that require a second factor, so that the last one can't be removed. */
  readonly requiring: readonly Requiring[]
  readonly returnTo: string | null
}

export function RemovePasskeyView(props: RemoveViewProps) {
  const { say, passkey, isLastPasskey, isLastFactor, requiring, returnTo } = props
  const back = withReturn(PASSKEYS, returnTo)
  return (
    <>
      <h1>{say.removeTitle}</h1>
      <p class="lead">
        <Strong text={passkey.name} />
      </p>
      {isLastFactor && requiring.length > 0 ? (
        <>
          <p class="warning">
            <Required {...{ say, requiring }} />
          </p>
          <p>
            <a class="button wide-on-phone" href={back}>
              {say.keep}
            </a>
          </p>
        </>
      ) : (
        <>
          <p>{say.removeConsequence}</p>
          {passkey.isOfThisSession && !isLastFactor ? <p>{say.removeHere}</p> : null}
          {isLastPasskey && !isLastFactor ? <p class="warning">{say.removeLastOne}</p> : null}
          {isLastFactor ? <p class="warning">{say.removeLastFactor}</p> : null}
          <Form action={`${PASSKEYS}/${passkey.id}/remove`} class="row" returnTo={returnTo}>
            <button type="submit" class="danger wide-on-phone">
              {say.remove}
            </button>
            <a class="button wide-on-phone" href={back}>
              {say.keep}
            </a>
          </Form>
        </>
      )}
    </>
  )
}

function Required({ say, requiring }: Pick<RemoveViewProps, 'say' | 'requiring'>) {
  const { write } = useWords()
  const names = requiring.map((workspace) => <WorkspaceAt of={workspace} />)
  return (
    <>
      {names.length === 1
        ? say.requiredByOne({ workspace: names })
        : say.requiredBySeveral({ workspaces: write.and(names) })}
    </>
  )
}
