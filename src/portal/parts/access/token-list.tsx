// The service tokens of a workspace: what each opens, and whether it is in use.

import { pathsLetInNowhere, rulesWithEffect } from '../../../core/rule-reach.ts'
import type { Rule } from '../../../core/rules.ts'
import type { ServiceScope } from '../../../core/service-scope.ts'
import { DAY_SECONDS } from '../../../core/time.ts'
import type { ListedService } from '../../../flows/administration/service-tokens.ts'
import type { Part } from '../../../words/sentence.ts'
import { Strong, Time } from '../../frame/layout.tsx'
import { useWords } from '../../frame/words.ts'
import { Codes } from './rule-summary.tsx'

const SOON_SECONDS = 7 * DAY_SECONDS

interface TokenListProps {
  readonly tokens: readonly ListedService[]
  readonly rules: readonly Rule[]
  /** The path of the page Access. */
  readonly path: string
  readonly now: number
}

export function TokenList({ tokens, rules, path, now }: TokenListProps) {
  const { access, serviceTokens: say } = useWords()
  const effective = rulesWithEffect(rules)
  return (
    <ul class="items">
      {tokens.map((token) => (
        <li>
          <div class="row between">
            <div>
              <Strong text={token.name} /> <TokenBadges token={token} now={now} />
              <p>
                <Scope of={token.scope} />
              </p>
              <TokenTimes token={token} />
            </div>
            <a
              class="button second small"
              href={`${path}/tokens/${token.id}`}
              aria-label={access.buttonFor(say.edit, token.name)}
            >
              {say.edit}
            </a>
          </div>
          <NotLetIn paths={pathsLetInNowhere(token.scope, effective)} path={path} />
        </li>
      ))}
    </ul>
  )
}

function Scope({ of: { methods, paths, networks } }: { of: ServiceScope }) {
  const { serviceTokens: say } = useWords()
  return (
    <>
      {say.opens({ methods: <Codes of={methods} />, paths: <Codes of={paths} /> })}
      {networks ? (
        <>
          <br />
          {say.from({ networks: <Codes of={networks} /> })}
        </>
      ) : null}
    </>
  )
}

export function TokenBadges({ token, now }: { token: ListedService; now: number }) {
  const { serviceTokens: say } = useWords()
  return (
    <>
      {token.isDisabled ? <span class="badge bad">{say.disabled}</span> : null}{' '}
      {token.expiresAt - now < SOON_SECONDS ? <span class="badge warn">{say.expiresSoon}</span> : null}
    </>
  )
}

export function TokenTimes({ token }: { token: ListedService }) {
  const { serviceTokens: say, tokens, write } = useWords()
  const { lastUsedOn, previousValidUntil, isDisabled } = token
  return (
    <p class="quiet">
      {lastUsedOn === null ? say.neverUsed : say.usedOn({ day: write.day(lastUsedOn * DAY_SECONDS) })}
      {' · '}
      {say.expires({ at: <Day of={token.expiresAt} /> })}
      <br />
      {say.madeBy({ maker: <bdi>{token.madeBy ?? tokens.operator}</bdi>, at: <Day of={token.createdAt} /> })}
      {previousValidUntil === null || isDisabled ? null : (
        <>
          <br />
          {say.rotating({ at: <Time at={previousValidUntil} /> })}
        </>
      )}
    </p>
  )
}

const Day = ({ of: at }: { of: number }) => (
  <time datetime={new Date(at * 1000).toISOString()}>{useWords().write.day(at)}</time>
)

/** Leads to the form of a rule that would let this token in at the first of these paths. */
function NotLetIn({ paths, path }: { paths: readonly string[]; path: string }) {
  const { serviceTokens: say } = useWords()
  const [first] = paths
  if (first === undefined) return null
  const rule = [
    ['path', first],
    ['match', 'prefix'],
    ['access', 'service'],
  ]
  const href = `${path}/rules/new?${new URLSearchParams(rule)}`
  const add = (words: Part) => <a href={href}>{words}</a>
  return <p class="warning">{say.notLetIn({ paths: <Codes of={paths} />, add })}</p>
}
