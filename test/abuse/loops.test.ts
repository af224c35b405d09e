// A person who changes their own factors in a loop can't fill the audit log, which is kept for ever.

import { beforeAll, describe, expect, it } from 'vitest'
import { advance, digestRows, portalOrigin, runSql } from '../support/node/test-bed.ts'
import { type Answer, type Enrolled, makeEnrolledPerson } from '../support/node/visitor.ts'

const CODES = '/account/security/recovery-codes'
const MOST = 60

describe('new recovery codes in a loop', () => {
  let ada: Enrolled
  let page: Answer
  beforeAll(async () => {
    ada = await makeEnrolledPerson('Ada')
    page = await ada.visitor.ask(portalOrigin + CODES)
  })

  const entries = async () => {
    const [found] = await runSql<{ n: number }>(
      `SELECT count(*) AS n FROM audit WHERE actor = '${ada.person.email}' AND action LIKE 'recovery_codes.%'`,
    )
    return found?.[0]?.n ?? 0
  }
  const make = () => ada.visitor.submit(page, CODES, {}, false)

  it('are refused with 429 after sixty changes within an hour, and nothing more is written', async () => {
    let answer = await make()
    for (let time = 0; answer.status === 303 && time < 2 * MOST; time++) answer = await make()
    expect(answer.status).toBe(429)
    expect(answer.headers.get('retry-after')).toBe('3600')
    const before = [await entries(), await digestRows()]
    expect(before[0]).toBeLessThanOrEqual(MOST + 2)
    for (let time = 0; time < 10; time++) expect((await make()).status).toBe(429)
    expect([await entries(), await digestRows()]).toEqual(before)
  })

  it('are allowed again an hour later', async () => {
    await advance(3601)
    // The proof is too old by now, so the page asks for a code. The 303 shows that the limit is over.
    expect((await make()).status).toBe(303)
  })

  it('add no audit entry when the same set is confirmed again', async () => {
    const { visitor } = await makeEnrolledPerson('Bela')
    const shown = await visitor.submit(await visitor.ask(portalOrigin + CODES), CODES, {})
    const count = async () => {
      const [found] = await runSql<{ n: number }>(
        "SELECT count(*) AS n FROM audit WHERE action = 'recovery_codes.confirmed'",
      )
      return found?.[0]?.n ?? 0
    }
    const before = await count()
    for (let time = 0; time < 5; time++) await visitor.submit(shown, `${CODES}/confirm`, {}, false)
    expect((await count()) - before).toBe(1)
  })
})
