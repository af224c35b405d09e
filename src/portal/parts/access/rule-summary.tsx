// Says in words what a rule covers: their paths, methods and networks.

import type { Opening } from '../../../core/rule-reach.ts'
import type { Rule } from '../../../core/rules.ts'
import { useWords } from '../../frame/words.ts'

/** Names a rule by its path, within a sentence: "/hooks and everything below". */
export function RulePath({ of: { path, match } }: { of: Pick<Rule, 'path' | 'match'> }) {
  const { access: say } = useWords()
  if (isEveryPath({ path, match })) return <>{say.allPaths}</>
  const shown = <Ltr text={path} />
  return <>{match === 'prefix' ? say.below({ path: shown }) : shown}</>
}

export const isEveryPath = ({ path, match }: Pick<Rule, 'path' | 'match'>): boolean =>
  path === '/' && match === 'prefix'

/** Lists paths, methods or networks. */
export function Codes({ of: texts }: { of: readonly string[] }) {
  const { write } = useWords()
  return <>{write.and(texts.map((text) => <Ltr text={text} />))}</>
}

/** Text for programs, which is written from left to right in every language. */
export const Ltr = ({ text }: { text: string }) => (
  <bdi dir="ltr">
    <code>{text}</code>
  </bdi>
)

/** Says what everybody will be able to do. */
export function Opens({ by: { methods, networks }, at }: Opening) {
  const { access: say } = useWords()
  const path = <RulePath of={at} />
  return (
    <>
      <p>{methods ? say.opens({ path, methods: <Codes of={methods} /> }) : say.opensAny({ path })}</p>
      {networks ? <p>{say.opensFrom({ networks: <Codes of={networks} /> })}</p> : null}
    </>
  )
}
