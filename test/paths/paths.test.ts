// No spelling of a path gets more than the path itself. What a path is, real servers decide: Node's `http` with
// what frameworks do to its `url`, and, recorded in test/vectors/path-verdicts.jsonl, Go's net/http and PHP.

import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { Agent, createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import { matchRules, prepareRules, type Rule } from '../../src/core/rules.ts'
import { runs } from '../support/properties.ts'
import { asked, forServices, open, rule, strict } from '../support/rules.ts'
import { askForText } from './ask-for-text.ts'
import { ANY_CASE, READERS } from './readers.ts'
import { PARTS, SERVED, spellings } from './spellings.ts'

interface Verdict {
  readonly spelling: string
  readonly server: string
  /** The path that the server serves. */
  readonly path: string
  /** Whether the server looks the path up in any case. */
  readonly isAnyCase: boolean
}

const recorded: readonly Verdict[] = readFileSync(
  join(import.meta.dirname, '../vectors/path-verdicts.jsonl'),
  'utf8',
)
  .trim()
  .split('\n')
  .flatMap((line) => {
    const [spelling, servedAs] = JSON.parse(line) as [string, Record<string, string>]
    return Object.entries(servedAs).map(([path, server]) => ({ spelling, server, path, isAnyCase: false }))
  })

/** Asks a real server of Node for each spelling, and reads the `url` that it reports. */
async function verdictsOfNode(): Promise<readonly Verdict[]> {
  const server = createServer((request, response) => response.end(request.url))
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const agent = new Agent({ keepAlive: true })
  const address = `127.0.0.1:${(server.address() as AddressInfo).port}`
  const verdicts: Verdict[] = []
  for (const spelling of spellings()) {
    const { status, text: url } = await askForText(agent, address, spelling)
    if (status !== 200) continue
    verdicts.push(...readBy(spelling, url))
  }
  agent.destroy()
  server.close()
  return verdicts
}

/** Returns the verdict of each reader that takes the `url`. */
const readBy = (spelling: string, url: string): readonly Verdict[] =>
  Object.entries(READERS).flatMap(([name, read]) => {
    const path = readOrNull(read, url)
    return path === null ? [] : [{ spelling, server: `Node: ${name}`, path, isAnyCase: ANY_CASE.has(name) }]
  })

function readOrNull(read: (url: string) => string, url: string): string | null {
  try {
    return read(url)
  } catch {
    return null
  }
}

let verdicts: readonly Verdict[]
beforeAll(async () => {
  verdicts = [...recorded, ...(await verdictsOfNode())]
})

interface Given {
  readonly access: Rule['access']
  readonly demands: readonly string[]
}

/** What a path gets, as simply as a rule can be read. */
function given(rules: readonly Rule[], { path, isAnyCase }: Verdict): Given {
  const folded = (text: string) => (isAnyCase ? text.toLowerCase() : text)
  const served = folded(path)
  const first = rules.find(({ path, match }) => {
    const own = folded(path)
    return served === own || (match === 'prefix' && served.startsWith(own === '/' ? own : `${own}/`))
  })
  const isStrict = first && (first.require !== null || first.roles !== null)
  return { access: first?.access ?? 'member', demands: isStrict ? [first.id] : [] }
}

const OPENNESS = { member: 0, service: 1, public: 2 }

/** Returns the verdicts whose spelling gets more than the path that is served. */
function findLeaks(rules: readonly Rule[], among: readonly Verdict[] = verdicts): readonly string[] {
  const prepared = prepareRules(rules)
  const got = new Map<string, Given>()
  return among.flatMap((verdict) => {
    const { spelling, server, path } = verdict
    const found = got.get(spelling) ?? matched(prepared, spelling)
    got.set(spelling, found)
    const due = given(rules, verdict)
    const isTooOpen = OPENNESS[found.access] > OPENNESS[due.access]
    const isLax = due.access === 'member' && due.demands.some((id) => !found.demands.includes(id))
    return isTooOpen || isLax ? [`${spelling} as ${path} by ${server}`] : []
  })
}

function matched(prepared: ReturnType<typeof prepareRules>, pathname: string): Given {
  const { access, demands } = matchRules(prepared, asked(pathname))
  return { access, demands: demands.map(({ id }) => id) }
}

const LISTS: readonly (readonly [string, readonly Rule[]])[] = [
  ['guarded paths in an open site', [strict('a', '/admin'), rule('p', '/api/private'), open('o', '/')]],
  ['open paths in a guarded site', [open('h', '/hooks'), open('v', '/api/v1'), strict('s', '/')]],
  ['services beside guarded paths', [strict('k', '/pkg/scope'), forServices('p', '/pkg'), strict('s', '/')]],
  [
    'exempted paths',
    [rule('e', '/admin/users'), strict('a', '/admin'), rule('r', '/', { roles: ['owner'] })],
  ],
  ['paths for services in an open site', [forServices('p', '/api/private'), open('o', '/')]],
  ['services for everything', [rule('p', '/api/private'), strict('a', '/admin'), forServices('all', '/')]],
  [
    'exact paths',
    [
      ...[strict('a', '/admin', { match: 'exact' }), open('h', '/hooks', { match: 'exact' })],
      ...[rule('k', '/api/private/keys', { match: 'exact' }), forServices('api', '/api'), strict('s', '/')],
    ],
  ],
]

describe('no spelling gets more than the path that a server reads in it', () => {
  it.each(LISTS)('for %s', (_, rules) => {
    expect(findLeaks(rules)).toEqual([])
  })

  it('for any rules', () => {
    const makers = [rule, open, forServices, strict]
    const anyRule = fc
      .tuple(fc.constantFrom(...SERVED), fc.constantFrom(...makers), fc.constantFrom('exact', 'prefix'))
      .map(
        ([path, make, match]) =>
          (id: number) =>
            make(`r${id}`, path, { match }),
      )
    fc.assert(
      fc.property(fc.array(anyRule, { minLength: 1, maxLength: 6 }), (made) => {
        expect(findLeaks(made.map((make, id) => make(id)))).toEqual([])
      }),
      runs(30),
    )
  })

  it('for any spelling of parts that servers read in different ways', () => {
    const anyPath = fc
      .tuple(fc.array(fc.constantFrom(...PARTS), { maxLength: 10 }), fc.constantFrom('', ...SERVED))
      .map(([parts, served]) => `http://origin.example/${parts.join('')}${served}`)
      .filter((url) => URL.canParse(url))
    fc.assert(
      fc.property(anyPath, (url) => {
        const spelling = new URL(url).pathname
        const read = readBy(spelling, spelling)
        for (const [, rules] of LISTS) expect(findLeaks(rules, read)).toEqual([])
      }),
      runs(5000),
    )
  })

  it('and the spellings are worth it: many hide a guarded path', () => {
    const isHidden = ({ spelling, path }: Verdict) =>
      path !== spelling && /^\/(admin|api\/private)/.test(path)
    for (const server of ['goMux', 'goFiles', 'phpFiles', 'phpRouter', 'Node: files', 'Node: servlet']) {
      const own = verdicts.filter((verdict) => verdict.server.includes(server))
      expect(own.filter(isHidden).length, server).toBeGreaterThan(100)
    }
  })
})
