// Lists the API tokens of a workspace, with the form that creates one. Shows a new token once.

import { DAY_SECONDS } from '../../../core/time.ts'
import { randomId } from '../../../crypto/random.ts'
import { type CreatedToken, type ListedToken, TOKEN_MAX_DAYS } from '../../../flows/administration/tokens.ts'
import type { Workspace } from '../../../flows/administration/workspaces.ts'
import { Form } from '../../frame/form.tsx'
import { Alert, Info, Strong, Time, Unsaved } from '../../frame/layout.tsx'
import { settingsPath } from '../../frame/settings-page.tsx'
import { useWords } from '../../frame/words.ts'

const LIFETIMES = [7, 30, 90, 365] as const
const FIRST_LIFETIME = '90'

export type TokenRefusal = 'not-a-name' | 'not-a-lifetime' | 'too-many' | 'made-already'

/** The values in the form or in the page's URL. Null for a field that is absent. */
interface Written {
  readonly name: string | null
  readonly days: string | null
}

interface TokensFacts {
  readonly workspace: Workspace
  readonly listed: readonly ListedToken[]
  readonly created: CreatedToken | null
  readonly refusal: TokenRefusal | null
  readonly written: Written
  readonly isUnsaved: boolean
  readonly isRevoked: boolean
}

export function TokensView(page: TokensFacts) {
  const { workspace, listed, created, refusal, written } = page
  const { tokens: say } = useWords()
  const path = settingsPath(workspace.slug, 'tokens')
  return (
    <>
      {refusal ? (
        <Alert>
          {refusal === 'not-a-lifetime' ? say.notALifetime(TOKEN_MAX_DAYS) : say.refusals[refusal]}
        </Alert>
      ) : null}
      {page.isRevoked ? <Info>{say.revoked}</Info> : null}
      {page.isUnsaved ? <Unsaved /> : null}
      {created ? <Created token={created} /> : null}
      <CreateForm path={path} written={created ? { ...written, name: null } : written} />
      <section class="card">
        <h2>{say.title}</h2>
        {listed.length === 0 ? <p>{say.none}</p> : null}
        <ul class="items">
          {listed.map((token) => (
            <Item token={token} path={path} />
          ))}
        </ul>
      </section>
    </>
  )
}

function CreateForm({ path, written }: { path: string; written: Written }) {
  const { tokens: say, write } = useWords()
  return (
    <section class="card">
      <h2>{say.make}</h2>
      <p class="quiet">{say.explanation({ api: (words) => <a href="/docs">{words}</a> })}</p>
      <Form action={path} class="inline">
        {/* The page chooses the id, so that a form that is sent twice creates one token. */}
        <input type="hidden" name="id" value={randomId()} />
        <label>
          {say.name}
          <input name="name" required value={written.name ?? ''} autocomplete="off" />
        </label>
        <label>
          {say.lasts}
          <select name="expires_in_days">
            {LIFETIMES.map((days) => (
              <option value={days} selected={String(days) === (written.days ?? FIRST_LIFETIME)}>
                {write.span(days * DAY_SECONDS)}
              </option>
            ))}
          </select>
        </label>
        <button type="submit" class="wide-on-phone">
          {say.submit}
        </button>
      </Form>
    </section>
  )
}

function Created({ token }: { token: CreatedToken }) {
  const { tokens: say, layout } = useWords()
  return (
    <Info>
      <p>{say.made({ token: <Strong text={token.name} /> })}</p>
      <p>
        <code id="token" dir="ltr">
          {token.token}
        </code>
      </p>
      <p>
        <button type="button" class="second small" data-copy="token" hidden>
          {layout.copy}
        </button>
      </p>
    </Info>
  )
}

function Item({ token, path }: { token: ListedToken; path: string }) {
  const { tokens: say } = useWords()
  return (
    <li class="row between">
      <div>
        <Strong text={token.name} />
        <p class="quiet">
          {say.madeBy({
            maker: <bdi>{token.madeBy ?? say.operator}</bdi>,
            at: <Time at={token.createdAt} />,
            endsAt: <Time at={token.expiresAt} />,
          })}
        </p>
      </div>
      <Form action={`${path}/${token.id}/revoke`}>
        <button type="submit" class="danger small" aria-label={say.revokeThis(token.name)}>
          {say.revoke}
        </button>
      </Form>
    </li>
  )
}
