// Accounts of before a final sigma was a sigma, as migration 0023 leaves them.

import { env } from 'cloudflare:workers'
import { expect, it } from 'vitest'
import { requireEmail } from '../../src/core/email.ts'
import { findAccountByEmail } from '../../src/store/accounts.ts'
import { NOW, rows } from '../support/rows.ts'

const add = (id: string, key: string) =>
  rows(
    `INSERT INTO accounts (id, email, email_key, name, created_at) VALUES ('${id}', '${key}', '${key}', '${id}', ${NOW})`,
  )
const idOf = async (address: string) => (await findAccountByEmail(env.DB, requireEmail(address)))?.id

it('an account is found by either sigma afterwards, and none becomes another’s', async () => {
  await add('alone', 'οδος@acme.example')
  await add('medial', 'λογοσ@acme.example')
  await add('final', 'λογος@acme.example')
  await add('other', 'ada@acme.example')
  const migration = env.TEST_MIGRATIONS.find(({ name }) => name.startsWith('0023_'))
  for (const sql of migration?.queries ?? []) await rows(sql)
  expect(await idOf('ΟΔΟΣ@acme.example')).toBe('alone')
  expect(await idOf('λογος@acme.example')).toBe('medial')
  expect(await idOf('ada@acme.example')).toBe('other')
  expect(await rows("SELECT id FROM accounts WHERE email_key LIKE '%ς%'")).toEqual([{ id: 'final' }])
})
