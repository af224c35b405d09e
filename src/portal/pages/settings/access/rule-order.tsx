// /workspaces/{slug}/settings/access: moves and removes a rule.

import { Hono } from 'hono'
import type { Opening } from '../../../../core/rule-reach.ts'
import type { Rule } from '../../../../core/rules.ts'
import type { PortalContext, PortalEnv } from '../../../frame/context.ts'
import { settingsPage, settingsPath } from '../../../frame/settings-page.tsx'
import { problemPage } from '../../problem.tsx'
import { accessPage, seeAccess } from './access.tsx'
import { locksOut, openingBy, saveList, storedRules, versionIn } from './saved-rules.ts'

export const ruleOrder = new Hono<PortalEnv>()

const PATH = settingsPath(':slug', 'access')

ruleOrder.get(`${PATH}/rules/:rule/remove`, async (c) => {
  const stored = await storedRules(c)
  const rule = stored.rules.find(({ id }) => id === c.req.param('rule'))
  if (!rule) return accessPage(c, 'rule-gone')
  const list = changed(stored.rules, rule, 'remove')
  const opening = await openingBy(c, stored.rules, list)
  // The button of a page with an opening confirms both.
  const isLockedOut = opening !== null && locksOut(c, list)
  return changePage(c, { rule, to: 'remove', version: stored.version, locksOut: isLockedOut, opening })
})

ruleOrder.post(`${PATH}/rules/:rule/remove`, (c) => changeList(c, c.req.param('rule'), 'remove'))

/** The same question as the button in the list, for an admin who had to prove a second factor first. */
ruleOrder.get(`${PATH}/order`, async (c) => {
  const query = new URL(c.req.url).searchParams
  const stored = await storedRules(c)
  const rule = stored.rules.find(({ id }) => id === query.get('rule'))
  const to = directionIn(query)
  if (!rule || !to) return accessPage(c, 'rule-gone')
  return changePage(c, { rule, to, version: versionIn(query) ?? stored.version, ...NO_EFFECT })
})

ruleOrder.post(`${PATH}/order`, async (c) => {
  const to = directionIn(c.var.form)
  return to ? changeList(c, c.var.form.get('rule') ?? '', to) : problemPage(c, 'not-a-form')
})

const directionIn = (fields: URLSearchParams) =>
  (['up', 'down'] as const).find((known) => known === fields.get('to')) ?? null

type ListChange = 'up' | 'down' | 'remove'

/** Moves or removes a rule. Asks first if that opens a path to everybody or shuts the person out. */
async function changeList(c: PortalContext, id: string, to: ListChange): Promise<Response> {
  const { form } = c.var
  const stored = await storedRules(c)
  const rule = stored.rules.find((each) => each.id === id)
  if (!rule) return accessPage(c, 'rule-gone')
  const version = versionIn(form)
  if (version !== stored.version) return accessPage(c, 'stale')
  const list = changed(stored.rules, rule, to)
  const isConfirmed = form.get('confirmed') === 'yes'
  const opening = isConfirmed ? null : await openingBy(c, stored.rules, list)
  if (opening) return changePage(c, { rule, to, version, locksOut: locksOut(c, list), opening })
  const refused = await saveList(c, list, { version, isConfirmed })
  if (refused === 'would-lock-out') return changePage(c, { rule, to, version, ...NO_EFFECT, locksOut: true })
  if (refused) return accessPage(c, refused)
  return to === 'remove' ? seeAccess(c, 'removed') : seeAccess(c, 'moved', `#rule-${id}`)
}

function changed(rules: readonly Rule[], rule: Rule, to: ListChange): readonly Rule[] {
  const others = rules.filter((each) => each !== rule)
  if (to === 'remove') return others
  const place = rules.indexOf(rule) + (to === 'up' ? -1 : 1)
  return others.toSpliced(Math.max(0, place), 0, rule)
}

const NO_EFFECT = { locksOut: false, opening: null }

interface AskedChange {
  readonly rule: Rule
  readonly to: ListChange
  readonly version: number
  readonly locksOut: boolean
  readonly opening: Opening | null
}

async function changePage(c: PortalContext, asked: AskedChange): Promise<Response> {
  const { RuleChangeView } = await import('./rule-change-view.tsx')
  const isRefused = asked.locksOut && c.req.method === 'POST'
  return settingsPage(
    c,
    { tab: 'access', title: titleOf(c, asked.to), status: isRefused ? 409 : 200 },
    <RuleChangeView {...asked} workspace={c.var.workspace} />,
  )
}

const titleOf = ({ var: { words } }: PortalContext, to: ListChange): string =>
  to === 'remove' ? words.access.removalTitle : words.access[to]
