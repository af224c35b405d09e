// A migration moves the rows that an earlier version wrote.

import { readdirSync, readFileSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'
import { describe, expect, it } from 'vitest'

const FILES = readdirSync('migrations').sort()

/** A database at the version before the migration, and a function that runs the rest. */
function before(number: string) {
  const db = new DatabaseSync(':memory:')
  const first = FILES.findIndex((name) => name.startsWith(number))
  const apply = (names: readonly string[]) => {
    for (const name of names) db.exec(readFileSync(`migrations/${name}`, 'utf8'))
  }
  apply(FILES.slice(0, first))
  return { db, migrate: () => apply(FILES.slice(first)) }
}

it('0003 moves API tokens into credentials, with the tokens that they created', () => {
  const { db, migrate } = before('0003')
  db.exec(`
    INSERT INTO workspaces (id, slug, name, origin, created_at) VALUES ('acme', 'acme', 'Acme', 'https://o.example', 1);
    INSERT INTO accounts (id, email, email_key, name, created_at) VALUES ('ada', 'a@b.example', 'a@b.example', 'Ada', 1);
    INSERT INTO members (workspace_id, account_id, role, is_enrolled, joined_at) VALUES ('acme', 'ada', 'admin', 0, 1);
    INSERT INTO tokens VALUES ('child', 'd2', 'acme', 'ada', NULL, 'child', 2, 9), ('parent', 'd1', 'acme', 'ada', NULL, 'parent', 1, 9);
    UPDATE tokens SET parent_id = 'parent' WHERE id = 'child';
  `)
  const tokens = db.prepare('SELECT * FROM tokens ORDER BY id').all()
  migrate()
  expect(db.prepare('SELECT * FROM tokens ORDER BY id').all()).toEqual(tokens)
  expect(db.prepare('SELECT DISTINCT kind, version, scope FROM credentials').all()).toEqual([
    { kind: 'api', version: 1, scope: null },
  ])
  db.exec("PRAGMA foreign_keys = ON; DELETE FROM members WHERE account_id = 'ada'")
  expect(db.prepare('SELECT * FROM credentials').all()).toEqual([])
})

describe('0005', () => {
  const { db, migrate } = before('0005')
  const all = (table: string) => db.prepare(`SELECT * FROM ${table} ORDER BY 1`).all()
  db.exec(`
    INSERT INTO workspaces (id, slug, name, origin, created_at) VALUES ('acme', 'acme', 'Acme', 'https://o.example', 1);
    INSERT INTO accounts (id, email, email_key, name, created_at) VALUES ('ada', 'a@b.example', 'a@b.example', 'Ada', 1);
    INSERT INTO authenticators VALUES ('ada', 'app', 'sealed', 5, 0);
    INSERT INTO sessions VALUES
      ('one', 'd1', 'ada', 'pwd', 'password', NULL, NULL, 2, 3, 'totp', 2, 3, 99, '192.0.2.1', 'a browser'),
      ('two', 'd2', 'ada', 'fed', 'okta', '["mfa"]', 'token', 2, NULL, NULL, 2, 3, 99, '192.0.2.1', 'a browser');
    INSERT INTO pending_authenticators VALUES ('one', 'next', 'sealed', 4, 'd1');
    INSERT INTO prompt_deferrals VALUES ('two', 'acme');
  `)
  const kept = ['pending_authenticators', 'prompt_deferrals'].map((table) => ({ table, rows: all(table) }))
  const sessions = all('sessions')
  migrate()

  it('keeps the sessions, and the rows that refer to them', () => {
    expect(all('sessions')).toEqual(sessions.map((row) => ({ ...row, mfa_amr: null, passkey_id: null })))
    for (const { table, rows } of kept) expect(all(table)).toEqual(rows)
    expect(
      db.prepare("SELECT name FROM sqlite_schema WHERE name GLOB 'kept_*' OR name GLOB 'next_*'").all(),
    ).toEqual([])
  })

  it('still ends what belongs to a session with the session', () => {
    db.exec("DELETE FROM sessions WHERE id = 'one'")
    expect(all('pending_authenticators')).toEqual([])
    expect(all('prompt_deferrals')).toHaveLength(1)
  })

  it('has accounts enrolled from their first factor of either kind to their last', () => {
    const enrolledAt = () =>
      db.prepare("SELECT enrolled_at FROM accounts WHERE id = 'ada'").get()?.enrolled_at
    const addPasskey = (id: string, at: number) =>
      db.exec(
        `INSERT INTO passkeys VALUES ('${id}', 'ada', '${id}', 'key', 'portal.example', 'Key', 0, 0, 0, '[]', ${at}, NULL)`,
      )
    expect(enrolledAt()).toBe(5)
    addPasskey('first', 6)
    db.exec('DELETE FROM authenticators')
    expect(enrolledAt()).toBe(5)
    addPasskey('second', 7)
    db.exec("DELETE FROM passkeys WHERE id = 'first'")
    expect(enrolledAt()).toBe(5)
    db.exec("DELETE FROM passkeys WHERE id = 'second'")
    expect(enrolledAt()).toBeNull()
    addPasskey('third', 8)
    expect(enrolledAt()).toBe(8)
  })
})
