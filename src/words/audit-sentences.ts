// Writes an entry of the audit log as a sentence, and its details with their names, for the page and for its
// CSV file.

import { ADMIN_ELSEWHERE, type WorkspaceAction } from '../core/audit-action.ts'
import type { Provider } from '../core/provider.ts'
import { ROLES } from '../core/roles.ts'
import { STANDINGS } from '../core/standing.ts'
import { isTime } from '../core/time.ts'
import { labelIn } from './names.ts'
import type { Part } from './sentence.ts'
import type { Words } from './words.ts'

export interface ToldEntry {
  readonly actor: string
  readonly actorName: string | null
  readonly action: string
  readonly isAboutAccount: boolean
  readonly email: string | null
  readonly name: string | null
  readonly detail: Readonly<Record<string, unknown>>
}

type Sentences = Words['audit']['sentences']
/** Draws a name on a page. In a file, names are plain text. */
type Draw = (name: Part, isActor: boolean) => Part

/**
 * Returns an entry as a sentence. An action that this version doesn't know is shown by its code, so that no
 * entry is left out.
 */
export function sentenceOf(words: Words, entry: ToldEntry, workspace: string, draw: Draw): Part[] {
  const { sentences } = words.audit
  const key = keyOf(entry)
  const told = {
    actor: draw(actorIn(words, entry), true),
    account: draw(accountIn(words, entry), false),
    workspace: draw(short(workspace), false),
    what: draw(whatIn(words, entry), false),
  }
  return isKnown(sentences, key) ? sentences[key](told) : [told.actor, ': ', draw(short(entry.action), false)]
}

const isKnown = (sentences: Sentences, key: string): key is keyof Sentences => Object.hasOwn(sentences, key)

function keyOf({ action, detail }: ToldEntry): string {
  if (action === 'member.put' && detail.was === null) return 'member.added'
  if (action === 'policy.changed') return policyKeyOf(detail)
  if (action === 'workspace.put' && detail.is_new === true) return 'workspace.created'
  if (action === 'workspace.entered' && detail.acr === 'aal1') return 'workspace.entered.without'
  return action
}

function policyKeyOf({ enforced, policy }: ToldEntry['detail']): string {
  if (policy === 'phishing-resistant') return enforced === true ? 'passkeys.required' : 'passkeys.optional'
  return enforced === true ? 'policy.required' : 'policy.changed'
}

/**
 * Returns the actor's name, or the actor itself if it has no account. Names are not unique, so the page also
 * shows the address.
 */
export function actorIn(
  { audit }: Words,
  { actor, actorName }: Pick<ToldEntry, 'actor' | 'actorName'>,
): Part {
  if (actor === 'operator') return audit.operator
  if (actor === ADMIN_ELSEWHERE) return audit.adminElsewhere
  const [, token] = /^token (.+) \([^()]*\)$/su.exec(actor) ?? []
  if (token !== undefined) return audit.token({ name: short(token) })
  return short(actorName || actor)
}

/** Names who did it after a word such as "by", where an address stands for a person. */
export const authorIn = (words: Words, actor: string): Part =>
  actor === 'operator' ? words.tokens.operator : actorIn(words, { actor, actorName: null })

function accountIn({ audit }: Words, { isAboutAccount, email, name }: ToldEntry): string {
  if (name || email) return short(name || email || '')
  return `(${isAboutAccount ? audit.goneAccount : audit.unknown})`
}

/** For each action, the detail that its sentence contains. */
const WHAT: Readonly<Record<string, string>> = {
  'account.provisioned': 'provider',
  'identity.linked': 'provider',
  'identity.unlinked': 'provider',
  'passkey.added': 'name',
  'passkey.renamed': 'name',
  'passkey.removed': 'name',
  'passkey.counter_went_back': 'name',
  'account.deleted': 'email',
  'address.requested': 'email',
  'address.changed': 'email',
  'member.address_changed': 'email',
  'workspace.deleted': 'slug',
  'workspace.refused': 'reason',
  'policy.changed': 'effective_at',
  'member.put': 'role',
  'invitation.sent': 'email',
  'invitation.resent': 'email',
  'invitation.revoked': 'email',
  'invitation.accepted': 'role',
  'extension.granted': 'until_at',
  'token.created': 'name',
  'service_token.created': 'name',
  'service_token.rotated': 'name',
  'service_token.changed': 'name',
  'service_token.disabled': 'name',
  'service_token.deleted': 'name',
  'service_token.used': 'name',
  'key.rotated': 'purpose',
  'notice.retried': 'id',
}

function whatIn(words: Words, { action, detail }: ToldEntry): string {
  const field = Object.hasOwn(WHAT, action) ? WHAT[action] : undefined
  const value = field === undefined ? undefined : detail[field]
  if (field === undefined || value === undefined || value === null || value === '')
    return `(${words.audit.unknown})`
  return field === 'reason' ? reasonIn(words, value) : valueIn(words, field, value)
}

/** Returns a reason in words. Files have its code instead. */
function reasonIn({ audit }: Words, reason: unknown): string {
  const reasons: Readonly<Record<string, string>> = audit.reasons
  const code = String(reason)
  return Object.hasOwn(reasons, code) ? (reasons[code] ?? code) : short(code)
}

/**
 * The details that the sentence leaves out and a person may want to know. Raw codes and ids are only in the
 * files and the API.
 */
const WORTH_SHOWING: Readonly<Record<WorkspaceAction, readonly string[]>> = {
  'workspace.put': ['hosts', 'origin'],
  'workspace.entered': [],
  'workspace.refused': [],
  'prompt.deferred': [],
  'policy.changed': ['was_effective_at', 'applies_to'],
  'rules.changed': ['added', 'removed', 'changed', 'moved'],
  'providers.changed': ['allowed'],
  'edge.changed': ['supervise_sockets'],
  'appearance.changed': ['display_name', 'accent'],
  'logo.changed': [],
  'logo.removed': [],
  'member.put': ['was'],
  'member.removed': [],
  'member.left': ['was'],
  'invitation.sent': ['role'],
  'invitation.resent': ['role'],
  'invitation.revoked': ['role'],
  'invitation.accepted': ['was'],
  'member.address_changed': ['was_email'],
  'members.viewed': ['standing', 'lacks', 'searched'],
  'extension.granted': ['reason'],
  'extension.ended': [],
  'account.disowned': ['tokens_ended', 'invitations_ended'],
  'self_recovery.changed': ['self_recovery'],
  'recovery.asked': ['reason'],
  'recovery.approved': ['reason'],
  'recovery.linked': [],
  'recovery.stopped': ['reason'],
  'recovery.completed': [],
  'token.created': ['expires_at'],
  'token.revoked': [],
  'service_token.created': ['paths', 'methods', 'networks', 'expires_at'],
  'service_token.rotated': ['expires_at', 'previous_ends_at'],
  'service_token.changed': ['was_name', 'disabled', 'paths', 'methods', 'networks'],
  'service_token.disabled': [],
  'service_token.deleted': [],
  'service_token.used': [],
}

type Named = readonly (readonly [name: string, value: string])[]

/** Returns the details for a page. An unknown action shows all of them, so that nothing is hidden. */
export function shownDetailsIn(
  words: Words,
  { action, actor, email, detail }: ToldEntry,
  providers: readonly Provider[],
): Named {
  const account = email && email !== actor ? [[words.audit.fields.account, short(email)] as const] : []
  if (!isOfWorkspace(action)) return [...account, ...detailsIn(words, detail)]
  const { allowed } = detail
  if (action === 'providers.changed' && typeof allowed === 'string')
    return [[words.audit.fields.allowed, waysIn(words, allowed, providers)]]
  const shown = WORTH_SHOWING[action].map((field) => [field, detail[field]] as const)
  return [...account, ...detailsIn(words, Object.fromEntries(shown))]
}

const isOfWorkspace = (action: string): action is WorkspaceAction => Object.hasOwn(WORTH_SHOWING, action)

/**
 * Returns the names of the accepted ways to sign in. `allowed` has the ids of providers, separated by spaces,
 * or the word `any`.
 */
function waysIn(words: Words, allowed: string, providers: readonly Provider[]): string {
  if (allowed === 'any') return words.audit.anyWay
  return short(plainText(words.write.and(allowed.split(' ').map((id) => labelIn(words, providers, id)))))
}

/** Returns all details that have a value, each with its name and as a reader writes it. */
export const detailsIn = (words: Words, detail: ToldEntry['detail']): Named =>
  Object.entries(detail)
    .filter(([, value]) => value !== null && value !== undefined && value !== '')
    .map(([field, value]) => [fieldIn(words, field), valueIn(words, field, value)])

function fieldIn({ audit }: Words, field: string): string {
  const fields: Readonly<Record<string, string>> = audit.fields
  return Object.hasOwn(fields, field) ? (fields[field] ?? field) : short(field)
}

function valueIn(words: Words, field: string, value: unknown): string {
  if (typeof value === 'boolean') return value ? words.audit.yes : words.audit.no
  if (field === 'networks' && value === 'any') return words.audit.anyWay
  if (field.endsWith('_at') && typeof value === 'number' && isTime(value)) return words.write.time(value)
  const role = ROLES.find((known) => known === value)
  if (role && (field === 'role' || field === 'was')) return words.layout.roles[role]
  const standing = STANDINGS.find((known) => known === value)
  if (standing && field === 'standing') return words.members.standings[standing]
  return short(typeof value === 'string' ? value : JSON.stringify(value))
}

const MOST_LETTERS = 200

/** Shortens a value for reading. The export has the whole value. */
const short = (text: string): string =>
  text.length > MOST_LETTERS ? `${text.slice(0, MOST_LETTERS).replace(/[\uD800-\uDBFF]$/, '')}…` : text

/** Returns a sentence without markup, for a file. */
export const plainText = (part: Part): string =>
  Array.isArray(part) ? part.map(plainText).join('') : String(part ?? '')
