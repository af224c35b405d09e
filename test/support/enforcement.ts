// Workspaces whose policy changes, their members, and the mails about it.

import { env } from 'cloudflare:workers'
import type { GraceDays } from '../../src/core/policy.ts'
import type { Edge } from '../../src/flows/edge/edge.ts'
import { startFanOut } from '../../src/store/notice-fan-outs.ts'
import { edgeAt } from './edge-at.ts'
import { author, changes, NOW, rows, saveChoice } from './rows.ts'

export const DAY = 86_400
/** Returns the time that many days after NOW. */
export const day = (days: number) => NOW + Math.round(days * DAY)

/** Saves the policy of a workspace as one of its admins. */
export async function choose(graceDays: GraceDays | 'off', at: number, workspaceId = 'acme'): Promise<void> {
  await chooseBy(await edgeAt(at), graceDays, workspaceId)
}

export async function chooseBy(
  edge: Edge,
  graceDays: GraceDays | 'off',
  workspaceId = 'acme',
): Promise<void> {
  const choice = { enforced: graceDays !== 'off', graceDays: graceDays === 'off' ? 0 : graceDays }
  const changed = await saveChoice(edge, workspaceId, choice, { by: author('ada') })
  if (!changed.ok) throw new Error(`the policy of ${workspaceId} was not saved`)
}

/** Inserts members who have not enrolled directly into the table. */
export async function addMany(workspaceId: string, many: number): Promise<void> {
  const ids = `WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ${many})`
  const id = `'${workspaceId}-' || i`
  const address = `${id} || '@people.example'`
  await env.DB.batch([
    env.DB.prepare(
      `INSERT INTO accounts (id, email, email_key, name, created_at) ${ids} SELECT ${id}, ${address}, ${address}, 'x', 0 FROM n`,
    ),
    env.DB.prepare(
      `INSERT INTO members (workspace_id, account_id, role, is_enrolled, joined_at, entered_at)
         ${ids} SELECT '${workspaceId}', ${id}, 'member', 0, 0, 0 FROM n`,
    ),
  ])
}

/**
 * Starts sending the last notice to the members of its workspace, as a change does when mail is configured.
 */
export async function beginFanOut(): Promise<void> {
  const [notice] = await rows<{ id: string }>('SELECT id FROM notices ORDER BY at DESC LIMIT 1')
  await changes(startFanOut(env.DB, notice?.id ?? '', NOW))
}

/** Returns the recipients of waiting mails. */
export async function recipients(): Promise<string[]> {
  const found = await rows<{ recipient: string }>('SELECT recipient FROM notice_deliveries')
  return found.map(({ recipient }) => recipient)
}

/** Returns an edge whose mails go to `send`. */
export async function mailingAt(at: number, send: (mail: EmailMessageBuilder) => void): Promise<Edge> {
  const email = {
    send: async (mail: EmailMessageBuilder) => {
      send(mail)
      return { messageId: '' }
    },
  } as SendEmail
  const edge = await edgeAt(at)
  const notices = { ...edge.config.notices, mailFrom: { email: 'security@acme.example', name: 'Acme' } }
  return { ...edge, email, config: { ...edge.config, notices } }
}
