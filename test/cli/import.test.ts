// `import`: each format with single broken entries, and what the command asks of a portal that answers here.

import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { TOTP } from 'otpauth'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { readUsernames } from '../../cli/import/addresses.ts'
import { readAuth0 } from '../../cli/import/auth0.ts'
import { readAuthelia } from '../../cli/import/authelia.ts'
import { candidatesFrom } from '../../cli/import/candidates.ts'
import type { Entry } from '../../cli/import/entry.ts'
import { readKeycloak } from '../../cli/import/keycloak.ts'
import { readOtpauth } from '../../cli/import/otpauth.ts'
import { readPrivacyIdea } from '../../cli/import/privacyidea.ts'
import { encodeBase32 } from '../../src/core/base32.ts'
import { run } from './terminal.ts'

const BYTES = new TextEncoder().encode('12345678901234567890')
const SECRET = encodeBase32(BYTES)
const HEX = Buffer.from(BYTES).toString('hex')

/** Writes an entry as a line: where it is, whose, and the settings or why it is not taken. */
const told = (entries: readonly Entry[]) =>
  entries.map(({ line, user, realm, email, app }) => {
    const whose = [user, realm, email].filter((each) => each !== undefined).join(' ')
    if (!app.ok) return `${line} ${whose}: ${app.error}`
    const { secret, algorithm, digits, period } = app.value
    return `${line} ${whose}: ${Buffer.from(secret).toString('latin1')} ${algorithm} ${digits} ${period}`
  })
const GOOD = '12345678901234567890 SHA1 6 30'

describe('a list of otpauth addresses', () => {
  it('is read line by line; a broken line is named and stops nothing', () => {
    const lines = [
      `otpauth://totp/Acme:ada@acme.example?secret=${SECRET}&issuer=Acme`,
      '# a comment',
      '',
      `otpauth://totp/bo%40acme.example?secret=${SECRET.toLowerCase()}%3D%3D&algorithm=SHA-256&digits=8&period=60`,
      `otpauth://hotp/Acme:cy@acme.example?secret=${SECRET}&counter=1`,
      `otpauth://totp/Acme:di@acme.example?secret=1nvalid`,
      `otpauth://totp/Acme:ed@acme.example?secret=${SECRET}&digits=7`,
      `otpauth://totp/Acme:flo@acme.example?secret=${SECRET}&algorithm=MD5`,
      `otpauth://totp/Acme:gil@acme.example?secret=${SECRET}&period=5`,
      `otpauth://totp/Acme:hal@acme.example?secret=GEZDGNBV`,
      'otpauth-migration://offline?data=CjEKCkhlbGxv',
      'https://example.com/',
      'otpauth://totp/%E0%A4%A?secret=AAAA',
      `otpauth://totp/Acme:ida@acme.example`,
    ]
    expect(told(readOtpauth(`\uFEFF${lines.join('\r\n')}`))).toEqual([
      `1 ada@acme.example: ${GOOD}`,
      '4 bo@acme.example: 12345678901234567890 SHA256 8 60',
      '5 cy@acme.example: it is HOTP, which counts',
      '6 di@acme.example: its secret is not base32',
      '7 ed@acme.example: its codes do not have 6 or 8 digits',
      '8 flo@acme.example: its algorithm is not SHA-1, SHA-256 or SHA-512',
      '9 gil@acme.example: its period is not 15 to 120 seconds',
      '10 hal@acme.example: its secret has 40 bits; 80 are needed',
      '11 : it is an export of Google Authenticator; convert it to otpauth://totp/… first',
      '12 : it is not an otpauth://totp/… address',
      '13 : it is not an otpauth://totp/… address',
      '14 ida@acme.example: its secret is not base32',
    ])
  })
})

describe('an export of Authelia', () => {
  const stored = (text: string) => Buffer.from(text).toString('base64')
  it('has base64 of the base32 text', () => {
    const text = `totp_configurations:
    - created_at: 2026-01-02T03:04:05Z
      last_used_at: null
      username: ada
      issuer: Authelia
      algorithm: SHA512
      digits: 8
      period: 60
      secret: ${stored(SECRET)}
    - username: bo
      issuer: Authelia
      algorithm: SHA1
      digits: 6
      period: 30
      secret: "not base64!"
    - username: cy
      algorithm: SHA1
      digits: 6
      period: 30
      secret: ${Buffer.from(BYTES).toString('base64')}
    - only text
`
    expect(told(readAuthelia(text, 'a.yml'))).toEqual([
      '2 ada: 12345678901234567890 SHA512 8 60',
      '10 bo: its secret is not base64',
      '16 cy: its secret is not base32',
      '21 : its secret is not base64',
    ])
  })

  it.each([['users: []\n'], ['']])('is refused whole without its list: %j', (text) => {
    expect(() => readAuthelia(text, 'a.yml')).toThrow('totp_configurations')
  })
})

describe('an export of Keycloak', () => {
  const credential = (data: object, secret: object, type = 'otp') => ({
    type,
    credentialData: JSON.stringify(data),
    secretData: JSON.stringify(secret),
  })
  const TOTP_DATA = { subType: 'totp', digits: 6, counter: 0, period: 30, algorithm: 'HmacSHA1' }
  const user = (name: string, credentials: object[], more: object = {}) => ({
    ...{ username: name, email: `${name}@acme.example`, enabled: true, emailVerified: true },
    ...more,
    credentials,
  })
  const realm = {
    realm: 'acme',
    users: [
      user('ada', [
        { type: 'password', secretData: '{}', credentialData: '{}' },
        credential(
          { ...TOTP_DATA, digits: 8, period: 60, algorithm: 'HmacSHA256' },
          { value: '12345678901234567890' },
        ),
      ]),
      user('bo', [credential({ ...TOTP_DATA, secretEncoding: 'BASE32' }, { value: SECRET })]),
      user('cy', [credential({ ...TOTP_DATA, subType: 'hotp' }, { value: 'abcdefghijklmnop' })]),
      user('di', [credential(TOTP_DATA, { value: '12345678901234567890' })], { enabled: false }),
      user('ed', [{ type: 'otp', credentialData: '{broken', secretData: '{}' }]),
      user('flo', [credential({ ...TOTP_DATA, secretEncoding: 'HEX' }, { value: HEX })]),
      user('gil', []),
      { username: 'hal' },
    ],
  }
  const expected = [
    'ada ada@acme.example: 12345678901234567890 SHA256 8 60',
    `bo bo@acme.example: ${GOOD}`,
    'cy cy@acme.example: it is HOTP, which counts',
    'di di@acme.example: the user is disabled',
    'ed ed@acme.example: its “credentialData” or “secretData” is damaged',
    'flo flo@acme.example: its “secretEncoding” is unknown',
  ]

  it('has JSON inside strings; the key is the bytes of the text, unless it says base32', () => {
    const entries = readKeycloak(JSON.stringify(realm, null, 2), 'realm.json')
    expect(told(entries).map((text) => text.replace(/^\d+ /, ''))).toEqual(expected)
    const lines = JSON.stringify(realm, null, 2).split('\n')
    for (const { line } of entries) expect(lines[line - 1]?.trim()).toBe('{')
  })

  it('may be a list of realms, or a file of users, in one line', () => {
    for (const file of [[realm], { realm: 'acme', users: realm.users }])
      expect(told(readKeycloak(JSON.stringify(file), 'r.json'))).toEqual(expected.map((text) => `1 ${text}`))
    expect(() => readKeycloak('{"realm":"acme"}', 'r.json')).toThrow('--users realm_file')
  })
})

describe('an export of privacyIDEA', () => {
  it('as CSV has no hash, so only the usual settings are taken', () => {
    const text = [
      `ada@corp, TOTP0001, ${HEX}, totp, 6, 30`,
      `bo@acme.example@corp, TOTP0002, ${SECRET}====, totp, 6, 30`,
      `cy@corp, TOTP0003, ${HEX}, totp, 8, 60`,
      `di@corp, OATH0004, ${HEX}, hotp, 6`,
      `n/a, TOTP0005, ${HEX}, totp, 6, 30`,
      `ed@corp, TOTP0006, ${HEX.slice(1)}g, totp, 6, 30`,
      'flo@corp, TOTP0007, ABCDEFABCDEF2345ABCD, totp, 6, 30',
      'gil@corp, TOTP0008',
      'hal@corp, "TOTP"0009, x, totp, 6, 30',
      `ida@corp, TOTP0010, ${HEX}, totp, 6, None`,
    ].join('\n')
    const only =
      'the CSV does not say its hash; only rows of 6 digits and 30 seconds are taken. Export YAML instead'
    const row = 'it is not a row of owner, serial, key, type, digits and period'
    expect(told(readPrivacyIdea(text, 'p.csv'))).toEqual([
      `1 ada corp: ${GOOD}`,
      `2 bo@acme.example corp: ${GOOD}`,
      `3 cy corp: ${only}`,
      '4 di corp: it is HOTP, which counts',
      '5 n/a: it belongs to nobody',
      '6 ed corp: its key is neither hexadecimal nor base32',
      '7 flo corp: its key could be hexadecimal or base32',
      `8 : ${row}`,
      `9 : ${row}`,
      `10 ida corp: ${only}`,
    ])
  })

  it('as YAML has all settings; disabled, locked and revoked tokens are not taken', () => {
    const token = (owner: string, more = '') =>
      `- active: ${more.includes('inactive') ? 'false' : 'true'}
  info_list:
    hashlib: ${more.includes('sha256') ? 'sha256' : 'sha1'}
    timeStep: '60'
  locked: false
  otpkey: ${HEX}
  otplen: 8
  owner: ${owner}
  revoked: ${more.includes('revoked') ? 'true' : 'false'}
  rollout_state: ${more.includes('waiting') ? 'clientwait' : 'enrolled'}
  type: ${more.includes('hotp') ? 'hotp' : 'totp'}
`
    const text = [
      token('ada@corp', 'sha256'),
      token('bo@corp', 'inactive'),
      token('cy@corp', 'revoked'),
      token('di@corp', 'waiting'),
      token('ed@corp', 'hotp'),
      token('n/a'),
    ].join('')
    expect(told(readPrivacyIdea(text, 'p.yaml'))).toEqual([
      '1 ada corp: 12345678901234567890 SHA256 8 60',
      '12 bo corp: it is disabled',
      '23 cy corp: it is disabled',
      '34 di corp: it is disabled',
      '45 ed corp: it is HOTP, which counts',
      '56 n/a: it belongs to nobody',
    ])
  })

  it('in another format is refused whole', () => {
    expect(() => readPrivacyIdea('<KeyContainer/>', 'p.xml')).toThrow('pi-tokenjanitor')
  })

  it('reads a key that YAML would take for a number as the text that it is', () => {
    const key = `1234e${'5'.repeat(35)}`
    const text = `- otpkey: ${key}\n  owner: a@b\n  type: totp\n  otplen: 6\n`
    const [entry] = readPrivacyIdea(text, 'p.yaml')
    expect(entry?.app.ok && Buffer.from(entry.app.value.secret).toString('hex')).toBe(key)
  })
})

describe('an export of Auth0', () => {
  const ada = { email: 'ada@acme.example', email_verified: true, mfa_factors: [{ totp: { secret: SECRET } }] }
  const bo = {
    ...ada,
    email: 'bo@acme.example',
    mfa_factors: [{ phone: { value: '+1' } }, { totp: { secret: '0' } }],
  }
  const cy = { ...ada, email: 'cy@acme.example', blocked: true }
  const di = { email: 'di@acme.example' }

  it('is a JSON array, or one user a line; a broken line stops nothing', () => {
    const expected = (lines: number[]) => [
      `${lines[0]} ada@acme.example ada@acme.example: ${GOOD}`,
      `${lines[1]} bo@acme.example bo@acme.example: its secret is not base32`,
      `${lines[2]} cy@acme.example cy@acme.example: the user is blocked`,
    ]
    expect(told(readAuth0(JSON.stringify([ada, bo, cy, di]), 'u.json'))).toEqual(expected([1, 1, 1]))
    const rows = [JSON.stringify(ada), '{broken', JSON.stringify(bo), JSON.stringify(cy), JSON.stringify(di)]
    expect(told(readAuth0(rows.join('\n'), 'u.json'))).toEqual([
      expected([1])[0],
      '2 : the line is not well-formed JSON',
      ...expected([0, 3, 4]).slice(1),
    ])
    expect(() => readAuth0('no users\n', 'u.json')).toThrow('neither a JSON array')
  })
})

it('an address twice: the first app that can be taken is, and the second is named with its line', () => {
  const entries = readOtpauth(
    [
      `otpauth://totp/A:ada@acme.example?secret=${SECRET}&digits=7`,
      `otpauth://totp/A:ADA@acme.example?secret=${SECRET}`,
      `otpauth://totp/A:ada@acme.example?secret=${SECRET}`,
      `otpauth://totp/A:bo?secret=${SECRET}`,
    ].join('\n'),
  )
  const why = candidatesFrom(entries, new Map()).map(({ app }) => (app.ok ? 'taken' : app.error))
  expect(why).toEqual([
    'its codes do not have 6 or 8 digits',
    'taken',
    'it is a second app of this account; line 2 is the first',
    'its address is not known; name it in --map',
  ])
})

it('an address that nobody verified is told apart, unless the map vouches for it', () => {
  const [entry] = readOtpauth(`otpauth://totp/A:ada?secret=${SECRET}`)
  if (!entry) throw new Error('no entry')
  const keycloak = { ...entry, email: 'ada@acme.example', isUnverified: true }
  const [byExport] = candidatesFrom([keycloak], new Map())
  expect(byExport).toMatchObject({ isUnverified: true, email: { key: 'ada@acme.example' } })
  const names = readUsernames('map.csv', 'ada,ADA@acme.example\n')
  expect(candidatesFrom([keycloak], names)[0]).toMatchObject({ isUnverified: false })
})

describe('the command', () => {
  /** What the portal answers for each account: a status, and the code of the problem. */
  let answers: Record<string, readonly [status: number, code: string]>
  let received: { line: string; body: string }[]
  let origin: string
  let folder: string

  const server = createServer((req, res) => {
    let body = ''
    req.on('data', (chunk) => {
      body += chunk
    })
    req.on('end', () => {
      received.push({ line: `${req.method} ${req.url}`, body })
      const name = decodeURIComponent(req.url ?? '').split('/')[4] ?? ''
      const [status, code] = answers[name] ?? [req.method === 'PUT' ? 201 : 200, '']
      res.writeHead(status, { 'content-type': 'application/json' })
      const good = req.method === 'PUT' ? { state: 'imported' } : { enrolled: code === 'enrolled' }
      res.end(JSON.stringify(status > 299 ? { title: 'Refused', code } : good))
    })
  })
  beforeAll(async () => {
    server.listen(0, '127.0.0.1')
    await once(server, 'listening')
    origin = `http://portal.localhost:${(server.address() as AddressInfo).port}`
    folder = mkdtempSync(join(tmpdir(), 'import-'))
  })
  afterAll(() => {
    server.close()
    rmSync(folder, { recursive: true })
  })
  beforeEach(() => {
    answers = {}
    received = []
  })

  const write = (name: string, text: string) => {
    writeFileSync(join(folder, name), text)
    return join(folder, name)
  }
  const uri = (name: string, more = '') => `otpauth://totp/Acme:${name}?secret=${SECRET}${more}`
  const importing = (text: string, ...more: string[]) =>
    run(['import', write('list.txt', text), '--format', 'otpauth', ...more], {
      env: { SALLYPORT_URL: origin, SALLYPORT_TOKEN: 'operator-token-of-this-test' },
    })
  const states = ({ out }: { out: string }) =>
    (JSON.parse(out).entries as { state: string }[]).map(({ state }) => state)

  it('imports each app, and again changes nothing and is a success', async () => {
    const text = `${uri('ada@acme.example')}\n${uri('bo@acme.example', '&algorithm=SHA256&digits=8&period=60')}`
    const first = await importing(text)
    expect([first.status, first.out.trim().split('\n').at(-1)]).toEqual([0, '2 imported.'])
    expect(received.map(({ line }) => line)).toEqual([
      'PUT /api/v1/accounts/ada%40acme.example/authenticator',
      'PUT /api/v1/accounts/bo%40acme.example/authenticator',
    ])
    expect(JSON.parse(received[1]?.body ?? '')).toEqual({
      ...{ secret: SECRET, algorithm: 'SHA256', digits: 8, period: 60 },
    })
    answers = { 'ada@acme.example': [409, 'already_enrolled'], 'bo@acme.example': [409, 'already_enrolled'] }
    const again = await importing(text, '--json')
    expect([again.status, states(again)]).toEqual([0, ['already_enrolled', 'already_enrolled']])
  })

  it('exits with 3 if some were taken, and with 1 if none was, and names line and reason', async () => {
    answers = { 'cy@acme.example': [404, 'not_found'] }
    const some = await importing(
      `${uri('ada@acme.example')}\n${uri('cy@acme.example')}\n${uri('di')}`,
      '--json',
    )
    expect(some.status).toBe(3)
    expect(JSON.parse(some.out)).toEqual({
      entries: [
        { line: 1, user: 'ada@acme.example', email: 'ada@acme.example', state: 'imported', reason: null },
        {
          ...{ line: 2, user: 'cy@acme.example', email: 'cy@acme.example', state: 'not_taken' },
          reason: 'no account has this address',
        },
        {
          ...{ line: 3, user: 'di', email: null, state: 'not_taken' },
          reason: 'its address is not known; name it in --map',
        },
      ],
      error: { code: 'partly_done', message: '1 imported, 2 not taken.' },
    })
    const none = await importing(uri('cy@acme.example'))
    expect([none.status, none.out]).toEqual([1, expect.stringContaining('no account has this address')])
    expect((await importing('# nothing\n')).status).toBe(1)
  })

  it.each([
    ['no format', ['import', 'x']],
    ['an unknown format', ['import', 'x', '--format', 'lastpass']],
    ['no file', ['import', '--format', 'otpauth']],
  ])('exits with 2 for %s', async (_, args) => {
    expect((await run(args, { env: {} })).status).toBe(2)
  })

  it('stops at a refusal that would meet every account, and says what was not tried', async () => {
    answers = { 'ada@acme.example': [403, 'operator_only'] }
    const ran = await importing(`${uri('ada@acme.example')}\n${uri('bo@acme.example')}`, '--json')
    expect([ran.status, states(ran)]).toEqual([1, ['not_tried', 'not_tried']])
    expect(received).toHaveLength(1)
  })

  it('with --dry-run only looks at the accounts', async () => {
    answers = { 'bo@acme.example': [200, 'enrolled'], 'cy@acme.example': [404, 'not_found'] }
    const text = ['ada', 'bo', 'cy'].map((name) => uri(`${name}@acme.example`)).join('\n')
    const ran = await importing(text, '--dry-run', '--json')
    expect([ran.status, states(ran)]).toEqual([3, ['would_import', 'already_enrolled', 'not_taken']])
    expect(received.every(({ line, body }) => line.startsWith('GET ') && body === '')).toBe(true)
  })

  it('finds addresses in --map, whatever the case, and refuses a name with two addresses', async () => {
    const map = write('map.csv', 'username,email\nAda,ada@acme.example\n"bo", "bo@acme.example"\n')
    expect((await importing(`${uri('ada')}\n${uri('bo')}`, '--map', map)).status).toBe(0)
    const twice = write('twice.csv', 'ada,ada@acme.example\nADA,eve@acme.example\n')
    const refused = await importing(uri('ada'), '--map', twice)
    expect([refused.status, refused.said]).toEqual([1, expect.stringContaining('twice.csv:2: “ADA” has two')])
    const broken = write('broken.csv', 'ada,ada@acme.example\nbo\n')
    expect((await importing(uri('ada'), '--map', broken)).said).toContain('broken.csv:2: Not two cells')
  })

  describe('--check', () => {
    const codeAt = (seconds: number) =>
      new TOTP({ secret: SECRET }).generate({ timestamp: Date.now() + seconds * 1000 })

    it('imports if every code is right', async () => {
      const sample = write('sample.csv', `email,code\nada@acme.example,${codeAt(0)}\n`)
      const ran = await importing(`${uri('ada@acme.example')}\n${uri('bo@acme.example')}`, '--check', sample)
      expect([ran.status, received.length]).toEqual([0, 2])
    })

    it.each([
      ['a wrong code', () => (codeAt(0) === '000000' ? '000001' : '000000'), 'the code is wrong'],
      ['a code of five minutes ago', () => codeAt(-300), 'the code is right, but of 300 seconds ago'],
    ])('imports nothing after %s', async (_, code, said) => {
      const sample = write('sample.csv', `bo@acme.example,${codeAt(0)}\nada@acme.example,${code()}\n`)
      const ran = await importing(`${uri('ada@acme.example')}\n${uri('bo@acme.example')}`, '--check', sample)
      expect([ran.status, ran.said]).toEqual([
        1,
        expect.stringContaining(`sample.csv:2: ada@acme.example: ${said}`),
      ])
      expect(received).toEqual([])
    })

    it('imports nothing if the export has no app for a sample', async () => {
      const sample = write('sample.csv', `eve@acme.example,${codeAt(0)}\n`)
      expect((await importing(uri('ada@acme.example'), '--check', sample)).status).toBe(1)
      expect(received).toEqual([])
    })
  })

  it('prints no secret, whatever is broken', async () => {
    const secrets = [SECRET, SECRET.toLowerCase(), HEX, Buffer.from(SECRET).toString('base64')]
    const files: [string, string][] = [
      ['otpauth', `otpauth://totp/a:b?secret=${SECRET}x1\nsecret ${SECRET}\n${SECRET}\n`],
      ['authelia', `totp_configurations:\n - username: a\n   secret: "${secrets[3]}\n`],
      ['authelia', `totp_configurations:\n - secret: ${secrets[3]}\n  bad: *${SECRET}\n`],
      ['keycloak', `{"users": [{"credentials": [{"type": "otp", "secretData": "${SECRET}"}]}]}`],
      ['keycloak', `{"users": [{"secretData": ${SECRET}} ${SECRET}`],
      ['privacyidea', `a@b, T1, ${HEX}zz, totp, 6, 30\n"${HEX}" x, ${SECRET}\n`],
      ['auth0', `{"mfa_factors":[{"totp":{"secret":"${SECRET}0"}}]}\n${SECRET}\n`],
    ]
    for (const [format, text] of files) {
      for (const json of [[], ['--json']]) {
        const ran = await run(['import', write('file', text), '--format', format, ...json], {
          env: { SALLYPORT_URL: origin, SALLYPORT_TOKEN: 'operator-token-of-this-test' },
        })
        expect(ran.status, text).toBe(1)
        for (const secret of secrets) expect(`${ran.out}${ran.said}`).not.toContain(secret)
      }
    }
  })
})
