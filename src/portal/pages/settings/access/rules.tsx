// /workspaces/{slug}/settings/access/rules: adds and edits a rule. The whole list is saved over the version that the
// person saw.

import { Hono } from 'hono'
import type { Rule } from '../../../../core/rules.ts'
import { writeRules } from '../../../../core/stored-rules.ts'
import type { StoredRules } from '../../../../flows/administration/change-rules.ts'
import type { PortalContext, PortalEnv } from '../../../frame/context.ts'
import { settingsPage, settingsPath } from '../../../frame/settings-page.tsx'
import {
  EMPTY_RULE,
  readRule,
  type WrittenRule,
  withRule,
  writeRule,
  writtenIn,
} from '../../../parts/access/rule-form.ts'
import { accessPage, seeAccess } from './access.tsx'
import type { RuleFormFacts } from './rule-form-view.tsx'
import { locksOut, openingBy, saveList, storedRules, versionIn } from './saved-rules.ts'

export const rules = new Hono<PortalEnv>()

const PATH = settingsPath(':slug', 'access')

rules.get(`${PATH}/rules/new`, (c) => openForm(c, null))
rules.post(`${PATH}/rules/new`, (c) => saveForm(c, null))
rules.get(`${PATH}/rules/:rule/edit`, (c) => openForm(c, c.req.param('rule')))
rules.post(`${PATH}/rules/:rule/edit`, (c) => saveForm(c, c.req.param('rule')))

/** Shows the form: as the address says after a proof on the way, else as the rule is stored. */
async function openForm(c: PortalContext, id: string | null): Promise<Response> {
  const stored = await storedRules(c)
  const rule = stored.rules.find((each) => each.id === id)
  if (id !== null && !rule) return accessPage(c, 'rule-gone')
  const query = new URL(c.req.url).searchParams
  const isUnsaved = query.has('path')
  const kept = rule ? writeRule(rule) : EMPTY_RULE
  const version = versionIn(query) ?? stored.version
  return formPage(c, stored, { id, written: isUnsaved ? writtenIn(query) : kept, isUnsaved, version })
}

async function saveForm(c: PortalContext, id: string | null): Promise<Response> {
  const { form } = c.var
  const written = writtenIn(form)
  const stored = await storedRules(c)
  const isGone = id !== null && !stored.rules.some((rule) => rule.id === id)
  // A rule that somebody else removed is offered as a new one, so that nothing typed is lost.
  if (isGone) return formPage(c, stored, { id: null, written, refusal: 'gone' })
  const { rule, problems } = readRule({ ...written, id: written.id || (id ?? '') }, othersIn(stored, id))
  if (problems.size > 0) return formPage(c, stored, { id, written, problems })
  const confirmed = writeRules([rule])
  const isConfirmed = form.get('confirmed') === confirmed
  const version = versionIn(form)
  if (version !== stored.version) return formPage(c, stored, { id, written, refusal: 'stale' })
  const list = withRule(stored.rules, id, rule, written.place)
  // Opening a path to everybody takes a second press, on a page that says what it opens.
  const opens = isConfirmed ? null : await openingBy(c, stored.rules, list)
  // One press confirms both, so the page must say both.
  if (opens)
    return formPage(c, stored, { id, written, toConfirm: { opens, locksOut: locksOut(c, list), confirmed } })
  const refused = await saveList(c, list, { version, isConfirmed })
  if (refused === null) return seeAccess(c, 'saved', `#rule-${rule.id}`)
  return refused === 'would-lock-out'
    ? formPage(c, stored, { id, written, toConfirm: { opens: null, locksOut: true, confirmed } })
    : formPage(c, stored, { id, written, refusal: refused })
}

const othersIn = ({ rules }: StoredRules, id: string | null): readonly Rule[] =>
  rules.filter((rule) => rule.id !== id)

type Shown = { readonly id: string | null; readonly written: WrittenRule } & Partial<RuleFormFacts>

async function formPage(c: PortalContext, stored: StoredRules, shown: Shown): Promise<Response> {
  const { RuleFormView } = await import('./rule-form-view.tsx')
  const { workspace, words } = c.var
  const { refusal = null, problems = new Map(), toConfirm = null } = shown
  const isRefused = refusal !== null || toConfirm?.locksOut
  return settingsPage(
    c,
    {
      tab: 'access',
      title: shown.id === null ? words.ruleForm.addTitle : words.ruleForm.editTitle,
      status: refusal === 'operator-only' ? 403 : isRefused ? 409 : problems.size > 0 ? 422 : 200,
    },
    <RuleFormView
      {...{ workspace, version: stored.version, isUnsaved: false }}
      {...shown}
      {...{ refusal, problems, toConfirm, others: othersIn(stored, shown.id) }}
    />,
  )
}
