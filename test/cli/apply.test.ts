// `apply` reads a file and plans its calls. Here it does so without a portal.

import { describe, expect, it } from 'vitest'
import type { Current } from '../../cli/apply/current.ts'
import { readDocuments } from '../../cli/apply/documents.ts'
import { planFor } from '../../cli/apply/plan.ts'
import { changesOf } from '../../cli/apply/plan-rules.ts'
import { Failure } from '../../cli/failure.ts'
import { parseYaml } from '../../cli/files/yaml-file.ts'
import type { Member, Rule } from '../../cli/portal/answers.ts'

const PORTAL = 'https://auth.example.com'

const read = (text: string) => readDocuments('acme.yaml', parseYaml('acme.yaml', text), PORTAL)

function complaintsIn(text: string): string[] {
  try {
    read(text)
    return []
  } catch (error) {
    if (error instanceof Failure) return error.message.split('\n')
    throw error
  }
}

describe('a document', () => {
  it('of the shape in the help is read', () => {
    const [document] = read(`workspace: acme
name: Acme
hosts: [ACME.example.com]
origin: https://acme-origin.example.net/
members: { ada@acme.example: owner, bo@acme.example: member }
policy: { enforced: true, grace_days: 14, applies_to: everybody }
phishing_resistant_policy: { enforced: true, grace_days: 30, applies_to: admins }
rules: [{ id: hooks, path: /hooks, match: prefix, methods: [POST], access: public }]
`)
    expect(document?.wish).toMatchObject({
      workspace: 'acme',
      hosts: ['acme.example.com'],
      origin: 'https://acme-origin.example.net',
      members: [{ role: 'owner' }, { role: 'member' }],
      policy: { applies_to: 'everybody' },
      phishing_resistant_policy: { enforced: true, grace_days: 30, applies_to: 'admins' },
    })
  })

  it.each([
    ['an unknown key', 'workspace: a\nnmae: Acme\n', ['acme.yaml:2: nmae: Unknown key']],
    [
      'an unknown key inside',
      'workspace: a\npolicy:\n  enforced: true\n  days: 3\n',
      ['acme.yaml:4: policy.days: Unknown key'],
    ],
    [
      'somebody whom no policy applies to',
      'workspace: a\nphishing_resistant_policy:\n  applies_to: owners\n',
      [expect.stringContaining('acme.yaml:3: phishing_resistant_policy.applies_to: ')],
    ],
    ['a key twice', 'workspace: a\nname: A\nname: B\n', ['acme.yaml:3: Map keys must be unique']],
    ['an unknown tag', 'workspace: !slug a\n', ['acme.yaml:1: Unresolved tag: !slug']],
    ['an alias to nothing', 'workspace: *a\n', [expect.stringContaining('acme.yaml:1: Unresolved alias')]],
    [
      'text that is cut off',
      'workspace: a\nhosts: [a.example.com',
      [expect.stringContaining('acme.yaml:2: ')],
    ],
    [
      'a role that is none',
      'workspace: a\nmembers:\n  a@b.example: king\n',
      [expect.stringContaining('acme.yaml:3: members.a@b.example: ')],
    ],
    [
      'an address that is none',
      'workspace: a\nmembers:\n  ada: owner\n',
      ['acme.yaml:3: members.ada: Not an e-mail address'],
    ],
    [
      'an address twice',
      'workspace: a\nmembers:\n  a@b.example: owner\n  A@B.example: member\n',
      ['acme.yaml:4: members.A@B.example: This address is there twice'],
    ],
    [
      'an origin without TLS',
      'workspace: a\norigin: http://x.example\n',
      [expect.stringContaining('acme.yaml:2: origin: ')],
    ],
    [
      'the portal as its origin',
      `workspace: a\norigin: ${PORTAL}\n`,
      [expect.stringContaining('acme.yaml:2: origin: ')],
    ],
    [
      'a rule id twice',
      'workspace: a\nrules:\n  - { id: a, path: /a, match: exact, access: public }\n  - { id: a, path: /b, match: exact, access: public }\n',
      [expect.stringContaining('acme.yaml:4: rules.1.id: ')],
    ],
    [
      'a yes that is text',
      'workspace: a\npolicy: { enforced: yes }\n',
      [expect.stringContaining('acme.yaml:2: policy.enforced: ')],
    ],
    [
      'a workspace twice',
      'workspace: a\n---\nworkspace: a\n',
      ['acme.yaml:3: workspace: There are two documents of a'],
    ],
    [
      'a host of two workspaces',
      'workspace: a\nhosts: [x.example]\n---\nworkspace: b\nhosts: [x.example]\n',
      ['acme.yaml:5: hosts: x.example is a host of two workspaces'],
    ],
    ['nothing in it', '# nothing\n', ['acme.yaml has no document.']],
    ['a list', '- workspace: a\n', [expect.stringContaining('acme.yaml:1: ')]],
  ])('with %s is refused with its line', (_, text, expected) => {
    expect(complaintsIn(text)).toEqual(expected)
  })

  it('names all faults of all documents, in their order', () => {
    const found = complaintsIn('workspace: A\nhosts: []\n---\nworkspace: b\nnmae: x\norigin: 7\n')
    expect(found.map((line) => line.split(':').slice(1, 3).join(':'))).toEqual([
      '1: workspace',
      '2: hosts',
      '5: nmae',
      '6: origin',
    ])
  })
})

const memberOf = (email: string, role: Member['role']): Member => ({
  email,
  role,
  name: '',
  standing: 'free',
  joined_at: '',
})
const workspace = {
  id: 'x',
  slug: 'a',
  name: 'A',
  hosts: ['a.example'],
  origin: 'https://o.example',
  created_at: '',
}
const CURRENT: Current = {
  workspace,
  members: [
    memberOf('ada@x.example', 'owner'),
    memberOf('bo@x.example', 'admin'),
    memberOf('eve@x.example', 'member'),
  ],
  policies: { policy: null, phishing_resistant_policy: null },
  rules: { value: [], etag: '"3"' },
}

function plan(text: string, { prune = false, current = CURRENT } = {}) {
  const [document] = read(`workspace: a\n${text}`)
  if (!document) throw new Error('no document')
  const { steps, ...rest } = planFor(document.wish, current, { prune })
  return {
    calls: steps.map(({ call }) => `${call.method} ${call.path.replace('/workspaces/a', '')}`),
    steps,
    ...rest,
  }
}

describe('a plan', () => {
  it('raises members first and lowers them last, and enforces before it opens paths', () => {
    const { calls } = plan(
      `members: { eve@x.example: owner, new@x.example: member, ada@x.example: member }
rules: [{ id: a, path: /a, match: exact, access: public }]
policy: { enforced: true }
`,
      { prune: true },
    )
    expect(calls).toEqual([
      'PUT /members/eve%40x.example',
      'PUT /members/new%40x.example',
      'PUT /policy',
      'PUT /rules',
      'PUT /members/ada%40x.example',
      'DELETE /members/bo%40x.example',
    ])
  })

  it('has a call for each policy that differs, those that enforce before the rules, each on its version', () => {
    const stored = { applies_to: 'admins', effective_at: null, updated_at: null, updated_by: null }
    const policy = { ...stored, enforced: true, grace_days: 14, state: 'scheduled' }
    const current = {
      ...CURRENT,
      policies: {
        policy: { value: policy, etag: '"7"' },
        phishing_resistant_policy: { value: { ...policy, enforced: false }, etag: '"8"' },
      },
    }
    const { steps, calls } = plan(
      `policy: { enforced: false }
phishing_resistant_policy: { enforced: true, grace_days: 14, applies_to: everybody }
rules: [{ id: a, path: /a, match: exact, access: public }]
`,
      { current },
    )
    expect(calls).toEqual(['PUT /policy/phishing-resistant', 'PUT /rules', 'PUT /policy'])
    expect(steps[0]?.call).toMatchObject({
      body: { enforced: true, grace_days: 14, applies_to: 'everybody' },
      ifMatch: '"8"',
    })
    expect(steps[0]?.changes.map(({ text }) => text)).toEqual([
      'phishing_resistant_policy.enforced: false → true',
      'phishing_resistant_policy.applies_to: admins → everybody',
    ])
    expect(steps[2]?.call).toMatchObject({ body: { enforced: false, grace_days: 14 }, ifMatch: '"7"' })
  })

  it('changes rules and policy only on the versions that were compared', () => {
    const { steps } = plan('rules: [{ id: a, path: /a, match: exact, access: public }]\n')
    expect(steps.map(({ call }) => call.ifMatch)).toEqual(['"3"'])
  })

  it('never takes the last owner away', () => {
    expect(plan('members: { bo@x.example: admin }\n', { prune: true })).toMatchObject({
      calls: ['DELETE /members/eve%40x.example'],
      notes: [expect.stringContaining('ada@x.example stays')],
      complaints: [],
    })
    expect(plan('members: { ada@x.example: admin }\n').complaints).toEqual([
      { path: ['members'], message: expect.any(String) },
    ])
    expect(plan('members: {}\n', { prune: true }).calls).toEqual([
      'DELETE /members/bo%40x.example',
      'DELETE /members/eve%40x.example',
    ])
  })

  it('takes an owner away where the document names another', () => {
    expect(plan('members: { bo@x.example: owner }\n', { prune: true }).calls).toEqual([
      'PUT /members/bo%40x.example',
      'DELETE /members/ada%40x.example',
      'DELETE /members/eve%40x.example',
    ])
  })

  it('removes nobody where the document has no members, and nobody without --prune', () => {
    expect(plan('members: { ada@x.example: owner }\n').calls).toEqual([])
    expect(plan('name: A\n', { prune: true })).toMatchObject({ calls: [], notes: [] })
  })

  it('says what a new workspace lacks', () => {
    const current = { ...CURRENT, workspace: null, members: [] }
    expect(plan('name: A\n', { current }).complaints.map(({ message }) => message)).toEqual([
      'There is no workspace a yet: a new one needs hosts',
      'There is no workspace a yet: a new one needs origin',
    ])
  })
})

describe('rules', () => {
  const rule = (id: string, more: Partial<Rule> = {}): Rule => ({
    id,
    path: `/${id}`,
    match: 'exact',
    access: 'public',
    ...more,
  })

  it('are the same where a field is left out and where it is null, in any order of the fields', () => {
    const stored = { cors: null, networks: null, roles: null, require: null, methods: null, ...rule('a') }
    expect(changesOf([stored], [rule('a')])).toEqual([])
  })

  it('differ by what is added, changed, removed, and by their order', () => {
    const texts = changesOf(
      [rule('a'), rule('b'), rule('c')],
      [rule('b', { methods: ['GET'] }), rule('a'), rule('d', { match: 'prefix' })],
    ).map(({ action, text }) => [action, text])
    expect(texts).toEqual([
      ['change', 'rule b: /b public → /b GET public'],
      ['add', 'rule d: /d and below public'],
      ['remove', 'rule c: /c public'],
      ['change', 'order of the rules: a, b → b, a'],
    ])
  })
})
