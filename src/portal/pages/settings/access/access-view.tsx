// The page of who may open a workspace's paths, a function of its facts.

import type { AccessFacts } from '../../../../flows/administration/view-access.ts'
import type { Workspace } from '../../../../flows/administration/workspaces.ts'
import { Form } from '../../../frame/form.tsx'
import { Alert, Contact, Info, Unsaved } from '../../../frame/layout.tsx'
import { settingsPath } from '../../../frame/settings-page.tsx'
import { useEdge, useWords } from '../../../frame/words.ts'
import { RuleList } from '../../../parts/access/rule-list.tsx'
import { Tester, type TesterFacts } from '../../../parts/access/tester.tsx'
import { TokenList } from '../../../parts/access/token-list.tsx'
import { Choice } from '../../../parts/form-field.tsx'

export type AccessDone = 'saved' | 'removed' | 'moved' | 'token-saved' | 'token-deleted' | 'sockets'
export type AccessRefusal = 'stale' | 'operator-only' | 'rule-gone' | 'token-gone'

interface AccessPage {
  readonly workspace: Workspace
  readonly facts: AccessFacts
  readonly test: Pick<TesterFacts, 'asked' | 'answer'>
  readonly done: AccessDone | null
  readonly refusal: AccessRefusal | null
  /** The choice about WebSockets that a proof on the way kept from being saved. */
  readonly askedSockets: boolean | null
  readonly now: number
}

export function AccessView({ workspace, facts, test, done, refusal, askedSockets, now }: AccessPage) {
  const { access: say, serviceTokens } = useWords()
  const { config, client } = useEdge()
  const path = settingsPath(workspace.slug, 'access')
  const { rules, version, tokens } = facts
  return (
    <>
      {refusal ? (
        <Alert>
          <Refused refusal={refusal} />
        </Alert>
      ) : null}
      {done ? <Done done={done} /> : null}
      <p>{say.intro({ workspace: <bdi>{workspace.name}</bdi> })}</p>
      <section class="card">
        <h2>{say.rules}</h2>
        {rules.length === 0 ? <p>{say.none}</p> : <RuleList {...{ rules, version, path }} />}
        {config.publicPathsBy === 'operator' ? (
          <p class="quiet">{say.operatorOnly({ contact: <Contact /> })}</p>
        ) : null}
        <p>
          <a class="button wide-on-phone" href={`${path}/rules/new`}>
            {say.add}
          </a>
        </p>
      </section>
      <Tester facts={{ ...test, rules, tokens, ip: client.ip }} action={path} />
      <section class="card" id="tokens">
        <h2>{serviceTokens.title}</h2>
        <p class="quiet">{serviceTokens.explanation}</p>
        {tokens.length === 0 ? <p>{serviceTokens.none}</p> : <TokenList {...{ tokens, rules, path, now }} />}
        <AddToken path={path} count={tokens.length} />
      </section>
      <Sockets isChosen={askedSockets ?? workspace.supervisesSockets} {...{ path, askedSockets }} />
    </>
  )
}

function Refused({ refusal }: { refusal: AccessRefusal }) {
  const { access: say, serviceTokens } = useWords()
  if (refusal === 'operator-only') return <>{say.operatorOnly({ contact: <Contact /> })}</>
  const sentences = { stale: say.stale, 'rule-gone': say.gone, 'token-gone': serviceTokens.gone }
  return <>{sentences[refusal]}</>
}

function Done({ done }: { done: AccessDone }) {
  const { access: say, serviceTokens, settings } = useWords()
  const sentences: Record<AccessDone, string> = {
    ...say.done,
    'token-saved': serviceTokens.done.saved,
    'token-deleted': serviceTokens.done.deleted,
    sockets: settings.saved,
  }
  return <Info>{sentences[done]}</Info>
}

function AddToken({ path, count }: { path: string; count: number }) {
  const { serviceTokens: say } = useWords()
  if (count >= 100) return <p>{say.full}</p>
  return (
    <p>
      <a class="button wide-on-phone" href={`${path}/tokens/new`}>
        {say.add}
      </a>
    </p>
  )
}

interface SocketsProps extends Pick<AccessPage, 'askedSockets'> {
  readonly isChosen: boolean
  readonly path: string
}

function Sockets({ isChosen, askedSockets, path }: SocketsProps) {
  const say = useWords().access.sockets
  return (
    <section class="card" id="sockets">
      <h2>{say.title}</h2>
      {askedSockets === null ? null : <Unsaved />}
      <Form action={`${path}/sockets`} class="stack">
        <input type="hidden" name="sockets" value="yes" />
        <div>
          <Choice type="checkbox" name="supervise_sockets" value="on" isChosen={isChosen}>
            {say.label}
          </Choice>
          <p class="quiet">{say.hint}</p>
        </div>
        <div>
          <button type="submit" class="second wide-on-phone">
            {say.save}
          </button>
        </div>
      </Form>
    </section>
  )
}
