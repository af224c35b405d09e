// A migration moves the rows that an earlier version wrote.

import { readdirSync, readFileSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'
import { expect, it } from 'vitest'

const FILES = readdirSync('migrations').sort()

it('0003 moves API tokens into credentials, with the tokens that they created', () => {
  const db = new DatabaseSync(':memory:')
  const apply = (names: readonly string[]) => {
    for (const name of names) db.exec(readFileSync(`migrations/${name}`, 'utf8'))
  }
  const first = FILES.findIndex((name) => name.startsWith('0003'))
  apply(FILES.slice(0, first))
  db.exec(`
    INSERT INTO workspaces (id, slug, name, origin, created_at) VALUES ('acme', 'acme', 'Acme', 'https://o.example', 1);
    INSERT INTO accounts (id, email, email_key, name, created_at) VALUES ('ada', 'a@b.example', 'a@b.example', 'Ada', 1);
    INSERT INTO members (workspace_id, account_id, role, is_enrolled, joined_at) VALUES ('acme', 'ada', 'admin', 0, 1);
    INSERT INTO tokens VALUES ('child', 'd2', 'acme', 'ada', NULL, 'child', 2, 9), ('parent', 'd1', 'acme', 'ada', NULL, 'parent', 1, 9);
    UPDATE tokens SET parent_id = 'parent' WHERE id = 'child';
  `)
  const before = db.prepare('SELECT * FROM tokens ORDER BY id').all()
  apply(FILES.slice(first))
  expect(db.prepare('SELECT * FROM tokens ORDER BY id').all()).toEqual(before)
  expect(db.prepare('SELECT DISTINCT kind, version, scope FROM credentials').all()).toEqual([
    { kind: 'api', version: 1, scope: null },
  ])
  db.exec("PRAGMA foreign_keys = ON; DELETE FROM members WHERE account_id = 'ada'")
  expect(db.prepare('SELECT * FROM credentials').all()).toEqual([])
})
