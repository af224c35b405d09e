import { env } from 'cloudflare:workers'
import { beforeEach, describe, expect, it } from 'vitest'
import { batch, findFirst, listAll } from '../../src/store/batch.ts'
import {
  addRecoverySet,
  confirmRecoverySet,
  countCodesLeft,
  dropRecoveryCodes,
  selectRecoveryCodes,
  spendRecoveryCode,
} from '../../src/store/recovery-codes.ts'
import { addAccount, changes, count, digestOf, enrol, NOW, rows } from '../support/rows.ts'

const db = env.DB
const ALWAYS = { sql: '1', values: [] }
const codesOf = (set: string) => Array.from({ length: 10 }, (_, i) => digestOf(`${set} ${i}`))

const add = (set: string, account = 'ada') =>
  batch(db, addRecoverySet(db, account, { setId: set, digests: codesOf(set) }, ALWAYS))
const confirm = async (set: string, account = 'ada') =>
  (await batch(db, confirmRecoverySet(db, { accountId: account, setId: set }, ALWAYS))).adopted.changed
const spend = (code: string, account = 'ada') =>
  changes(spendRecoveryCode(db, account, digestOf(code), NOW, ALWAYS))
const left = () => findFirst(db, countCodesLeft(db, 'ada'))

beforeEach(async () => {
  for (const id of ['ada', 'bela']) {
    await addAccount(id)
    await enrol(id)
  }
  await add('one')
  await confirm('one')
})

describe('a recovery code', () => {
  it('works once', async () => {
    expect(await spend('one 3')).toBe(true)
    expect(await spend('one 3')).toBe(false)
    expect(await left()).toBe(9)
  })

  it('changes nothing the second time in one batch', async () => {
    const once = () => spendRecoveryCode(db, 'ada', digestOf('one 3'), NOW, ALWAYS)
    const results = await db.batch([once(), once()])
    expect(results.map(({ meta }) => meta.changes)).toEqual([1, 0])
  })

  it('of one account does not work for another', async () => {
    expect(await spend('one 3', 'bela')).toBe(false)
    expect(await left()).toBe(10)
  })

  it('that was never issued is refused', async () => {
    expect(await spend('one 10')).toBe(false)
  })

  it('is not spent if the login that asks has ended', async () => {
    const over = { sql: '? = ?', values: [1, 2] }
    expect(await changes(spendRecoveryCode(db, 'ada', digestOf('one 3'), NOW, over))).toBe(false)
    expect(await spend('one 3')).toBe(true)
  })

  it('is known while valid and once used, and not in a set that was never confirmed', async () => {
    await spend('one 3')
    await add('two')
    const known = async (accountId: string) => listAll(db, selectRecoveryCodes(db, { accountId }))
    expect(await known('ada')).toEqual(expect.arrayContaining([digestOf('one 3'), digestOf('one 4')]))
    expect(await known('ada')).not.toContain(digestOf('two 0'))
    expect(await known('bela')).not.toContain(digestOf('one 3'))
  })
})

describe('a new set of recovery codes', () => {
  it('does not work before it is confirmed as saved; the old set still does', async () => {
    await add('two')
    expect(await spend('two 0')).toBe(false)
    expect(await spend('one 0')).toBe(true)
  })

  it('ends the old set when it is confirmed', async () => {
    await add('two')
    expect(await confirm('two')).toBe(true)
    expect(await spend('one 0')).toBe(false)
    expect(await spend('two 0')).toBe(true)
    expect(await count('recovery_codes')).toBe(10)
  })

  it('cannot be confirmed after another new set replaced it', async () => {
    await add('two')
    await add('three')
    expect(await confirm('two')).toBe(false)
    expect(await spend('one 0')).toBe(true)
    expect(await count('recovery_codes')).toBe(20)
    expect(await confirm('three')).toBe(true)
  })

  it('can be confirmed twice without a change', async () => {
    await spend('one 0')
    expect(await confirm('one')).toBe(true)
    expect(await left()).toBe(9)
    expect(await spend('one 0')).toBe(false)
  })

  it('of another account cannot be confirmed', async () => {
    await add('belas', 'bela')
    expect(await confirm('belas', 'ada')).toBe(false)
    expect(await left()).toBe(10)
  })

  it('is not given to an account without a second factor', async () => {
    await addAccount('chidi')
    await add('three', 'chidi')
    expect(await rows("SELECT 1 FROM recovery_codes WHERE account_id = 'chidi'")).toEqual([])
  })
})

describe('without the account’s factor', () => {
  it('its recovery codes are deleted, and other people’s are not', async () => {
    await add('belas', 'bela')
    await confirm('belas', 'bela')
    await batch(db, dropRecoveryCodes(db, 'ada', { sql: '? = ?', values: [1, 2] }))
    expect(await left()).toBe(10)
    await batch(db, dropRecoveryCodes(db, 'ada', ALWAYS))
    expect(await left()).toBe(0)
    expect(await rows("SELECT recovery_set_id FROM accounts WHERE id = 'ada'")).toEqual([
      { recovery_set_id: null },
    ])
    expect(await spend('belas 0', 'bela')).toBe(true)
  })
})
