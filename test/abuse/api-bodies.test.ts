// Sends wrong bodies, made from the API description, to every call that takes a body. It covers every field.

import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Scene, setScene } from '../support/node/arrivals.ts'
import { refuses } from '../support/node/invariants.ts'
import {
  fill,
  type Known,
  listOperations,
  type Operation,
  rightBody,
  type Schema,
} from '../support/node/operations.ts'
import { expectProblem, pathsIn } from '../support/node/problems.ts'
import { OPERATOR_TOKEN } from '../support/node/secrets.ts'
import { type ApiAnswer, api, hostOf, portalOrigin, sendRaw } from '../support/node/test-bed.ts'

const operations = (await listOperations()).filter(({ body }) => body !== null)
const named = operations.map((operation) => [operation.name, operation] as const)

let scene: Scene
let known: Known

beforeAll(async () => {
  scene = await setScene()
  const { slug } = scene.workspace
  const email = `bob-${crypto.randomUUID()}@acme.example`
  await api('PUT', `/accounts/${email}`, { name: 'Bob' })
  await api('PUT', `/workspaces/${slug}/members/${email}`, { role: 'member' })
  const identity = { provider: 'linking', subject: crypto.randomUUID() }
  await api('POST', `/accounts/${email}/identities`, identity)
  const lists = { hosts: [hostOf(slug)], allowed: ['password'], paths: ['/'], methods: ['GET'] }
  const service = { name: 'service', expires_in_days: 30, paths: ['/'], methods: ['GET'] }
  const serviceTokenId = (await api('POST', `/workspaces/${slug}/service-tokens`, service)).body.id
  const choices = { role: 'admin', enforced: true, purpose: 'totp-sealing', display_name: 'Acme' }
  known = { serviceTokenId, slug, email, origin: scene.origin.url, ...lists, ...choices, ...identity }
})
afterAll(() => scene.origin.close())

const asAnswer = ({ status, headers, body }: ApiAnswer) => ({ status, headers, text: JSON.stringify(body) })

/** Sends a text body unchanged. */
const send = (operation: Operation, body: unknown, headers: Record<string, string> = {}) =>
  api(operation.method, fill(operation.path, known), body, { headers })

const isOptional = ({ body }: Operation, field: string) => !body?.required?.includes(field)

/** Longer than any field may be, but short enough for the edge to read. */
const LONG = 'x'.repeat(60_000)
// Written as JSON escapes, because client libraries refuse to send some of these characters.
const NO_TEXT = [
  '\\u0000',
  'a\\u0000b',
  '\\ud800',
  'a\\udfffb',
  '\\u202ea',
  'a\\nb',
  '\\u2028',
  '',
  ' ',
  LONG,
]
const NO_SCALAR = [
  'null',
  '[]',
  '{}',
  '["x"]',
  '{"toString":"x"}',
  '{"__proto__":"x"}',
  `${'['.repeat(9000)}${']'.repeat(9000)}`,
]

/** A provider's `sub` may be any 1 to 255 ASCII characters (OpenID Connect Core, section 2), controls included. */
const noTextFor = (name: string) =>
  name === 'subject' ? ['a\\udfffb', '\\u202ea', '\\u00e9', '', LONG] : NO_TEXT

/** Returns JSON values that a field with this schema must refuse. */
function wrongValues(name: string, schema: Schema): string[] {
  const types = [schema.type ?? (schema.enum ? 'string' : [])].flat()
  const isNullable = types.includes('null')
  const all = types.includes('array')
    ? [
        '5',
        'true',
        '"x"',
        '{"0":"x","length":1}',
        ...(schema.minItems === undefined ? [] : ['[]']),
        '[null]',
        '[1]',
        '[["x"]]',
        '[{}]',
        `[${'"x",'.repeat(200)}"x"]`,
      ]
    : types.includes('boolean')
      ? [...NO_SCALAR, '"true"', '"on"', '1', '0']
      : types.includes('integer')
        ? [...NO_SCALAR, '"1"', 'true', '-1', '1.5', '0.1e-9', '9007199254740993', '1e308', '1e400', '-1e400']
        : [...NO_SCALAR, '5', 'true', ...noTextFor(name).map((text) => `"${text}"`)]
  // A password may have any characters. Only its length is checked.
  return [...all, ...(isNullable ? [] : ['null'])].filter(
    (json) => !(isNullable && json === 'null') && name !== '',
  )
}

describe('a field', () => {
  it.each(named)(
    'with a wrong type or value is named in the refusal, and nothing is written: %s',
    async (_, operation) => {
      const right = rightBody(operation, known)
      await refuses(scene, async () => {
        const answers = []
        for (const [field, schema] of Object.entries(operation.body?.properties ?? {})) {
          for (const wrong of wrongValues(field, schema)) {
            const body = JSON.stringify({ ...right, [field]: '@' }).replace('"@"', () => wrong)
            const answer = await send(operation, body)
            const paths = pathsIn(answer)
            expect([field, wrong.slice(0, 40), paths.every((path) => path.split('.')[0] === field)]).toEqual([
              field,
              wrong.slice(0, 40),
              true,
            ])
            answers.push(asAnswer(answer))
          }
          if (isOptional(operation, field)) continue
          const { [field]: __, ...others } = right
          const answer = await send(operation, others)
          expect(pathsIn(answer)).toEqual([field])
          answers.push(asAnswer(answer))
        }
        return answers
      })
    },
  )

  // Columns of the tables and properties of every JavaScript object.
  const SURPLUS = [
    'id',
    'account_id',
    'workspace_id',
    'slug',
    'email',
    'enrolled',
    'enrolled_at',
    'created_at',
    'effective_at',
    'is_operator',
    'scope',
    'password_hash',
    'token',
    'made_by',
    '__proto__',
    'constructor',
    'prototype',
    'toString',
    'hasOwnProperty',
    'Name',
    'ROLE',
    'name ',
    '',
  ]

  it.each(named)(
    'that the call does not have is refused, even if a table or object has it: %s',
    async (_, operation) => {
      const right = JSON.stringify(rightBody(operation, known)).slice(1)
      const fields = SURPLUS.filter(
        (field) => !(field in (operation.body?.properties ?? {})) || field === 'constructor',
      )
      await refuses(scene, async () => {
        const answers = []
        for (const field of fields) {
          for (const value of ['"owner"', '{"role":"owner","is_operator":true}']) {
            const answer = await send(operation, `{${JSON.stringify(field)}:${value},${right}`)
            expect([field, pathsIn(answer)]).toEqual([field, [field]])
            answers.push(asAnswer(answer))
          }
        }
        return answers
      })
    },
  )

  it.each(named)('that occurs twice is judged by its last value: %s', async (_, operation) => {
    const right = rightBody(operation, known)
    await refuses(scene, async () => {
      const answers = []
      for (const field of Object.keys(right)) {
        const answer = await send(operation, `${JSON.stringify(right).slice(0, -1)},"${field}":{"x":1}}`)
        expect(pathsIn(answer)).toEqual([field])
        answers.push(asAnswer(answer))
      }
      return answers
    })
  })

  const withRequired = named.filter(([, { body }]) => (body?.required ?? []).length > 0)
  it.each(withRequired)('is not read from the query string or the headers: %s', async (_, operation) => {
    const right = rightBody(operation, known)
    const query = new URLSearchParams(Object.entries(right).map(([name, value]) => [name, String(value)]))
    await refuses(scene, async () => {
      const path = `${operation.path}?${query}`
      const answer = await send({ ...operation, path }, {})
      const needed = Object.keys(right)
      expect(
        pathsIn(answer)
          .map((path) => path.split('.')[0])
          .sort(),
      ).toEqual(needed.sort())
      return asAnswer(answer)
    })
  })
})

describe('a body', () => {
  it.each(named)('that is not a JSON object is refused: %s', async (_, operation) => {
    const right = JSON.stringify(rightBody(operation, known))
    const malformed = [
      '',
      ' ',
      '{',
      `${right}${right}`,
      `${right},`,
      right.slice(0, -1),
      `//\n${right}`,
      right.replaceAll('"', "'"),
      right.replace('}', ',}'),
      `(${right})`,
      right.replace('{', '{"x":NaN,'),
      right.replace('{', '{"x":Infinity,'),
      right.replace('{', '{"x":undefined,'),
      right.replace('{', '{"x":0x1,'),
      `\u0000${right}`,
      '['.repeat(60_000),
      '{"a":'.repeat(10_000),
    ]
    const notObjects = [
      'null',
      'true',
      '5',
      '"text"',
      '[]',
      `[${right}]`,
      `${'['.repeat(30_000)}${']'.repeat(30_000)}`,
      `${'{"a":'.repeat(9000)}1${'}'.repeat(9000)}`,
    ]
    await refuses(scene, async () => {
      const answers = []
      for (const body of malformed.filter((body) => body !== '' || operation.method !== 'DELETE')) {
        const answer = await send(operation, body)
        expectProblem(answer, 400, 'malformed_json')
        answers.push(asAnswer(answer))
      }
      for (const body of notObjects) {
        const answer = await send(operation, body)
        expect([body.slice(0, 20), answer.status]).toEqual([body.slice(0, 20), 422])
        answers.push(asAnswer(answer))
      }
      return answers
    })
  })

  it.each(named)('with another media type, or none, is refused: %s', async (_, operation) => {
    const right = JSON.stringify(rightBody(operation, known))
    await refuses(scene, async () => {
      const answers = []
      for (const type of [
        'text/plain',
        'text/json',
        'application/x-www-form-urlencoded',
        'multipart/form-data; boundary=x',
        'application/json-patch+json',
        'application/merge-patch+json',
        'application/problem+json',
        'application/jsonp',
        'text/plain; application/json',
        'application/xml',
        '*/*',
        '',
      ]) {
        const answer = await send(operation, right, { 'content-type': type })
        expectProblem(answer, 415, 'not_json')
        answers.push(asAnswer(answer))
      }
      return answers
    })
  })

  const json = [
    ['Authorization', `Bearer ${OPERATOR_TOKEN}`],
    ['Content-Type', 'application/json'],
  ] as const
  /** Sends the body byte for byte. */
  const sendAsIs = (operation: Operation, body: string | Uint8Array, isChunked = false) =>
    sendRaw(new URL(portalOrigin).host, `/api/v1${fill(operation.path, known)}`, {
      method: operation.method,
      headers: isChunked ? [...json, ['Transfer-Encoding', 'chunked']] : json,
      body,
    })

  it.each(named)('over 64 KiB is refused, with and without Content-Length: %s', async (_, operation) => {
    const right = JSON.stringify(rightBody(operation, known))
    await refuses(scene, async () => {
      const megabyte = right.padEnd(1 << 20, ' ')
      const answers = [await sendAsIs(operation, megabyte), await sendAsIs(operation, megabyte, true)]
      expect(answers.map(({ status }) => status)).toEqual([413, 413])
      return answers
    })
  })

  it.each(named)('that is not valid UTF-8 is refused: %s', async (_, operation) => {
    const right = JSON.stringify({ ...rightBody(operation, known) })
    const field = Object.entries(rightBody(operation, known)).find(
      ([, value]) => typeof value === 'string',
    )?.[0]
    const [before = '', after = ''] = right.split(field ? `"${field}":"` : '{')
    const spliced = (bytes: number[]) =>
      Buffer.concat([
        Buffer.from(before + (field ? `"${field}":"` : '{')),
        Buffer.from(bytes),
        Buffer.from(after),
      ])
    const bodies = [
      Buffer.from(right, 'utf16le'),
      Buffer.concat([Buffer.from([0xfe, 0xff]), Buffer.from(right, 'utf16le').swap16()]),
      spliced([0xff]), // a byte that UTF-8 never has
      spliced([0xc0, 0xaf]), // an overlong encoding
      spliced([0xed, 0xa0, 0x80]), // a lone surrogate
      spliced([0xe2, 0x82]), // a truncated sequence
    ]
    await refuses(scene, async () => {
      const answers = []
      for (const body of bodies) {
        const answer = await sendAsIs(operation, body)
        expect([body.toString('hex', 0, 60), answer.status]).toEqual([body.toString('hex', 0, 60), 400])
        answers.push(answer)
      }
      return answers
    })
  })
})
