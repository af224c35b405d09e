// The page of rules and service tokens, and its forms, rendered from facts.

import { describe, expect, it } from 'vitest'
import { parsePathname } from '../../../src/core/path-spelling.ts'
import type { Rule } from '../../../src/core/rules.ts'
import { DAY_SECONDS } from '../../../src/core/time.ts'
import { testRules } from '../../../src/flows/administration/change-rules.ts'
import type { ListedService } from '../../../src/flows/administration/service-tokens.ts'
import { AccessView } from '../../../src/portal/pages/settings/access/access-view.tsx'
import { RuleChangeView } from '../../../src/portal/pages/settings/access/rule-change-view.tsx'
import { RuleFormView } from '../../../src/portal/pages/settings/access/rule-form-view.tsx'
import { ServiceTokenView } from '../../../src/portal/pages/settings/access/service-token-view.tsx'
import { ShownTokenView } from '../../../src/portal/pages/settings/access/shown-token-view.tsx'
import { EMPTY_RULE, readRule, writtenIn } from '../../../src/portal/parts/access/rule-form.ts'
import { EMPTY_TOKEN } from '../../../src/portal/parts/access/token-form.ts'
import { access, ruleForm } from '../../../src/words/en/access.ts'
import { settings } from '../../../src/words/en/layout.ts'
import { serviceTokens } from '../../../src/words/en/service-tokens.ts'
import { NOW } from '../../support/rows.ts'
import { CORS, forServices, open, rule, strict } from '../../support/rules.ts'
import { draw } from '../../support/view.ts'
import { ACME } from './facts.ts'

const PATH = '/workspaces/acme/settings/access'

const token = (more: Partial<ListedService> = {}): ListedService => ({
  ...{ id: 'ci', name: 'CI', madeBy: 'ada@acme.example', createdAt: NOW, expiresAt: NOW + 90 * DAY_SECONDS },
  ...{ scope: { paths: ['/api'], methods: ['GET'], networks: null }, lifetimeDays: 90, version: 1 },
  ...{ isDisabled: false, lastUsedOn: null, previousValidUntil: null },
  ...more,
})

describe('the page', () => {
  type Facts = Parameters<typeof AccessView>[0]
  const see = (rules: readonly Rule[], tokens: readonly ListedService[] = [], more: Partial<Facts> = {}) =>
    draw(
      <AccessView
        {...{ workspace: ACME, facts: { rules, version: 7, tokens }, done: null, refusal: null, now: NOW }}
        {...{ test: { asked: null, answer: null }, askedSockets: null }}
        {...more}
      />,
    )

  it('says that only members get in if there are no rules', async () => {
    const { text, forms } = await see([])
    expect(text).toContain(access.none)
    expect(text).toContain(serviceTokens.none)
    expect(forms.map(({ action }) => action)).toEqual([`${PATH}#test`, `${PATH}/sockets`])
  })

  it('lists rules in order, and members for everything else', async () => {
    const { text } = await see([open('hooks', '/hooks', { methods: ['POST'] }), forServices('api', '/api')])
    expect(text).toMatch(
      /\/hooks and everything below.*Everybody.*POST.*\/api and.*every method.*Everything else/,
    )
  })

  it('says what a rule asks for', async () => {
    const { text } = await see([
      strict('admin', '/admin', { roles: ['owner', 'admin'], networks: ['192.0.2.1'], cors: CORS }),
    ])
    for (const condition of ['from the last 5 minutes', 'Role: owner or admin', 'from 1 network', 'CORS'])
      expect(text).toContain(condition)
  })

  it('moves, edits and removes a rule over the version that was read', async () => {
    const { forms, links } = await see([rule('a', '/a'), rule('b', '/b')])
    expect(forms.slice(0, 2)).toEqual([
      { action: `${PATH}/order`, fields: { rule: 'a', version: '7' } },
      { action: `${PATH}/order`, fields: { rule: 'b', version: '7' } },
    ])
    for (const link of ['new', 'a/edit', 'a/remove', 'b/edit'])
      expect(links).toContain(`${PATH}/rules/${link}`)
  })

  it('says which rule leaves nothing to a later one', async () => {
    const noEffect = /Has no effect: the rule for \/a and everything below/
    expect((await see([rule('a', '/a'), rule('b', '/a/b')])).text).toMatch(noEffect)
    expect((await see([rule('b', '/a/b'), rule('a', '/a')])).text).not.toMatch(/Has no effect/)
  })

  it('says that a rule has no effect on the reserved path', async () => {
    expect((await see([open('entry', '/.sallyport/enter')])).text).toContain(access.tester.reserved)
    expect((await see([open('hooks', '/hooks')])).text).not.toContain(access.tester.reserved)
  })

  it('names all paths alone and within a sentence', async () => {
    const { text } = await see([rule('all', '/'), rule('b', '/b')])
    expect(text).toContain(access.everyPath)
    expect(text).toContain('Has no effect: the rule for every path matches first.')
  })

  it('does not say that the previous value of a disabled token works', async () => {
    const { text } = await see([], [token({ isDisabled: true, previousValidUntil: NOW })])
    expect(text).not.toContain('The previous value works until')
  })

  it('leads to a rule for a token that no rule lets in', async () => {
    const link = `${PATH}/rules/new?path=%2Fapi&match=prefix&access=service`
    expect((await see([], [token()])).links).toContain(link)
    expect((await see([forServices('api', '/')], [token()])).links).not.toContain(link)
  })

  it('names those paths of a token at which no rule lets it in', async () => {
    const scope = { paths: ['/simple', '/packages', '/api'], methods: ['GET'], networks: null }
    const later = forServices('later', '/api/v2')
    const { text, links } = await see(
      [forServices('index', '/simple'), rule('api', '/api'), later],
      [token({ scope })],
    )
    expect(text).toContain('No rule lets service tokens in at /packages and /api yet.')
    expect(links).toContain(`${PATH}/rules/new?path=%2Fpackages&match=prefix&access=service`)
  })

  it.each([
    ['is disabled', { isDisabled: true }, serviceTokens.disabled],
    ['expires soon', { expiresAt: NOW + DAY_SECONDS }, serviceTokens.expiresSoon],
    ['was never used', {}, serviceTokens.neverUsed],
    ['was used', { lastUsedOn: 20_000 }, 'Last used on 4 Oct 2024'],
    ['has two values', { previousValidUntil: NOW }, 'The previous value works until'],
  ])('says that a token %s', async (_, more, sentence) => {
    expect((await see([], [token(more)])).text).toContain(sentence)
  })

  it('keeps a choice about WebSockets that a proof on the way kept from being saved', async () => {
    expect((await see([], [], { askedSockets: true })).statuses).toEqual([settings.notSaved])
    expect((await see([])).statuses).toEqual([])
  })

  it('offers no further token beside a hundred', async () => {
    const { text, links } = await see(
      [],
      Array.from({ length: 100 }, () => token()),
    )
    expect(text).toContain(serviceTokens.full)
    expect(links).not.toContain(`${PATH}/tokens/new`)
  })

  describe('tests a path', () => {
    const VAULT = strict('vault', '/vault', { require: { maxAge: 300, methods: ['passkey'] } })
    const RULES = [open('hooks', '/hooks'), forServices('api', '/api'), strict('admin', '/admin'), VAULT]
    const ask = async (path: string, tokens: ListedService[] = []) => {
      const pathname = parsePathname(path)
      const asked = { method: 'GET', path, isElsewhere: false }
      const answer = pathname && {
        ...testRules(RULES, { method: 'GET', pathname, ip: '192.0.2.1' }),
        pathname,
      }
      return see(RULES, tokens, { test: { asked, answer: answer || null } })
    }
    const { outcome } = access.tester

    it.each([
      ['/hooks/x', outcome.public],
      ['/api', outcome.service],
      ['/admin', outcome.member],
      ['/else', access.tester.noRule],
      ['/.sallyport/enter', access.tester.reserved],
    ])('and says who gets in: %s', async (path, sentence) => {
      expect((await ask(path)).statuses[0]).toContain(sentence)
    })

    it('and says what members must prove', async () => {
      const [admin = ''] = (await ask('/admin/x')).statuses
      expect(admin).toContain('second factor from the last 5 minutes')
      expect(admin).not.toContain(access.tester.needsPasskey)
      expect((await ask('/vault')).statuses[0]).toContain(access.tester.needsPasskey)
    })

    it('and explains a spelling that gets less', async () => {
      expect((await ask('/h%6Foks')).statuses[0]).toContain(access.tester.odd)
      expect((await ask('/API')).statuses[0]).toContain(access.tester.otherSpelling)
      expect((await ask('/hooks')).statuses[0]).not.toContain(access.tester.odd)
    })

    it('and names the tokens that get in, without disabled ones', async () => {
      const tokens = [token({ name: 'one' }), token({ name: 'two', isDisabled: true })]
      expect((await ask('/api/x', tokens)).statuses[0]).toContain('Service tokens that get in: one.')
      expect((await ask('/api/x')).statuses[0]).toContain(access.tester.noTokens)
    })

    it('and marks a text that is not a path', async () => {
      const { invalid, statuses } = await ask('admin')
      expect([invalid, statuses]).toEqual([['path'], []])
    })

    it('and does not answer for a host of others', async () => {
      const asked = { method: 'GET', path: 'https://other.example/hooks', isElsewhere: true }
      const { invalid, text } = await see(RULES, [], { test: { asked, answer: null } })
      expect(invalid).toEqual(['path'])
      expect(text).toContain(access.tester.otherHost)
    })
  })
})

describe('the form of a rule', () => {
  type Facts = Parameters<typeof RuleFormView>[0]
  const see = (more: Partial<Facts> = {}) =>
    draw(
      <RuleFormView
        {...{ workspace: ACME, id: null, written: EMPTY_RULE, others: [], version: 3, problems: new Map() }}
        {...{ refusal: null, toConfirm: null, isUnsaved: false }}
        {...more}
      />,
    )

  it('marks each wrong field, keeps what was typed, and names the wrong entry', async () => {
    const written = {
      ...EMPTY_RULE,
      path: 'api/',
      networks: '192.0.2.1\n10.1.2.3/8',
      maxAge: '300',
      access: 'public',
    }
    const { problems } = readRule(written, [])
    const { invalid, alerts, forms } = await see({ written, problems })
    expect(invalid).toEqual(['path'])
    expect(forms[0]?.fields).toMatchObject({ version: '3', path: 'api/' })
    expect(alerts).toContain(ruleForm.problems.path_without_slash)
    expect(alerts).toContain(ruleForm.problems.only_for_members)
    expect(alerts).toContain(`10.1.2.3/8: ${ruleForm.problems.has_host_bits}`)
  })

  it('offers a passkey alone, which without an age may be a day old', async () => {
    expect((await see()).text).toContain(ruleForm.passkey)
    const fields = 'path=/vault&match=exact&access=member&passkey=on'
    const { rule, problems } = readRule(writtenIn(new URLSearchParams(fields)), [])
    expect([rule.require, [...problems]]).toEqual([{ maxAge: 86_400, methods: ['passkey'] }, []])
    expect(writtenIn(new URLSearchParams('path=/vault')).isPasskeyOnly).toBe(false)
  })

  it('says what a public rule opens, and asks for a second press', async () => {
    const opens = open('hooks', '/hooks', { methods: ['POST'], networks: ['192.0.2.0/24'] })
    const { statuses } = await see({
      toConfirm: { opens: { by: opens, at: opens }, locksOut: false, confirmed: 'x' },
    })
    expect(statuses[0]).toMatch(/^Everybody on the internet will be able to send POST requests to \/hooks/)
    expect(statuses[0]).toContain('Only from 192.0.2.0/24.')
    expect(statuses[0]).toContain(access.openToEverybody)
  })

  it('says that the admin would shut themselves out', async () => {
    const { statuses } = await see({ toConfirm: { opens: null, locksOut: true, confirmed: 'x' } })
    expect(statuses[0]).toMatch(/couldn’t open Acme yourself.*Save anyway/)
  })

  it('says who can open paths if admins can’t', async () => {
    const view = (
      <RuleFormView
        {...{ workspace: ACME, id: null, written: EMPTY_RULE, others: [], version: 3, problems: new Map() }}
        {...{ refusal: null, toConfirm: null, isUnsaved: false }}
      />
    )
    const note = /Only .* can open paths to everybody/
    expect((await draw(view)).text).not.toMatch(note)
    expect((await draw(view, { publicPathsBy: 'operator' })).text).toMatch(note)
  })

  it('offers places only to a new rule beside others', async () => {
    const others = [rule('a', '/a')]
    expect((await see({ others })).text).toContain(ruleForm.placeBefore('/a'))
    expect((await see({ others, id: 'b' })).text).not.toContain(ruleForm.placeBefore('/a'))
    expect((await see()).text).not.toContain(ruleForm.place)
  })

  it('asks before a removal, and says if that opens the path', async () => {
    const facts = {
      workspace: ACME,
      rule: rule('a', '/a'),
      to: 'remove',
      version: 3,
      locksOut: false,
    } as const
    const { forms, statuses } = await draw(<RuleChangeView {...facts} opening={null} />)
    expect(forms).toEqual([{ action: `${PATH}/rules/a/remove`, fields: { version: '3' } }])
    expect(statuses).toEqual([])
    const opening = await draw(
      <RuleChangeView {...facts} opening={{ by: open('all', '/'), at: rule('a', '/a') }} />,
    )
    expect(opening.statuses).toEqual([
      expect.stringContaining('will be able to open /a and everything below'),
    ])
  })
})

describe('the form of a service token', () => {
  type Facts = Parameters<typeof ServiceTokenView>[0]
  const see = (more: Partial<Facts> = {}) =>
    draw(
      <ServiceTokenView
        {...{ workspace: ACME, token: null, written: EMPTY_TOKEN, problems: new Map(), refusal: null }}
        {...{ isUnsaved: false, isToPressAgain: false, done: null, now: NOW }}
        {...more}
      />,
    )

  it('has an id of its own each time, so that it creates one token', async () => {
    const ids = [await see(), await see()].map(({ forms }) => forms[0]?.fields.id)
    expect(ids[0]).toMatch(/^[\w-]{22}$/)
    expect(ids[0]).not.toBe(ids[1])
  })

  it('of one that exists rotates it over its version, pauses it and deletes it', async () => {
    const own = `${PATH}/tokens/ci`
    const actions = async (isDisabled: boolean) =>
      (await see({ token: token({ isDisabled, version: 4 }) })).forms.map(({ action }) => action)
    expect(await actions(false)).toEqual([own, `${own}/rotate`, `${own}/disable`, `${own}/delete`])
    expect(await actions(true)).toContain(`${own}/enable`)
    const { forms } = await see({ token: token({ version: 4 }) })
    expect(forms[1]?.fields).toEqual({ again: 'yes', version: '4' })
  })

  it('says that nothing was done if a proof was asked for on the way', async () => {
    expect((await see({ token: token(), isToPressAgain: true })).statuses).toEqual([access.pressAgain])
  })

  it('leads to a value that is shown once, with a command for its path and method', async () => {
    const shown = { token: 'sps_x', service: token({ scope: { ...token().scope, methods: ['POST'] } }) }
    const { text } = await draw(
      <ShownTokenView workspace={ACME} shown={shown} isRotated={false} scheme="https:" />,
    )
    expect(text).toContain("curl -X POST -H 'Authorization: Bearer sps_x' https://acme.example.com/api")
  })
})
