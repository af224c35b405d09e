// Checks what /openapi.json says about each call. A new call must have all of it.

import { beforeEach, describe, expect, it } from 'vitest'
import { api } from '../../src/api/app.ts'
import { edgeAt } from '../support/edge-at.ts'
import { NOW } from '../support/rows.ts'

// biome-ignore lint/suspicious/noExplicitAny: a document that is looked at, not used
type Json = any

interface Operation {
  readonly name: string
  readonly operation: Json
}

let document: Json
let operations: Operation[]

beforeEach(async () => {
  const edge = await edgeAt(NOW)
  document = await (await api.request('/openapi.json', {}, { edge })).json()
  operations = Object.entries<Json>(document.paths).flatMap(([path, item]) =>
    Object.entries<Json>(item).map(([method, operation]) => ({
      name: `${method.toUpperCase()} ${path}`,
      operation,
    })),
  )
  expect(operations.length).toBeGreaterThan(30)
})

/** Returns the names of the operations for which `isWrong` is true. */
const faults = (isWrong: (operation: Json, name: string) => boolean): string[] =>
  operations.filter(({ operation, name }) => isWrong(operation, name)).map(({ name }) => name)

const resolve = (node: Json): Json =>
  node?.$ref
    ? node.$ref
        .slice(2)
        .split('/')
        .reduce((at: Json, key: string) => at[key], document)
    : node

const bodiesOf = (operation: Json): Json[] => [
  ...Object.values<Json>(operation.requestBody?.content ?? {}),
  ...Object.entries<Json>(operation.responses).flatMap(([status, { content }]) =>
    status.startsWith('2') ? Object.values<Json>(content ?? {}) : [],
  ),
]

describe('each call', () => {
  it('has its own operationId in camel case', () => {
    const ids = operations.map(({ operation }) => operation.operationId)
    expect(faults(({ operationId }) => !/^[a-z][A-Za-z]+$/.test(operationId ?? ''))).toEqual([])
    expect(new Set(ids).size).toBe(ids.length)
  })

  it('has a short summary without a full stop', () => {
    expect(faults(({ summary }) => !/^[A-Z].{5,70}[^.]$/.test(summary ?? ''))).toEqual([])
  })

  it('has one tag, which is declared, described and used', () => {
    const declared = document.tags.map(({ name, description }: Json) => description && name)
    expect(faults(({ tags }) => tags?.length !== 1 || !declared.includes(tags[0]))).toEqual([])
    expect(new Set(operations.flatMap(({ operation }) => operation.tags))).toEqual(new Set(declared))
  })

  it('says whose token it needs', () => {
    expect(faults((operation) => !['operator', 'workspace'].includes(operation['x-token']))).toEqual([])
    expect(faults(({ security }) => JSON.stringify(security) !== '[{"bearer":[]}]')).toEqual([])
  })

  it('has an example of each body, request and answer', () => {
    expect(
      faults((operation) =>
        bodiesOf(operation).some(
          ({ schema, example }) => example === undefined && resolve(schema).format !== 'binary',
        ),
      ),
    ).toEqual([])
  })

  it('has an example and a description of each path parameter', () => {
    const inPath = ({ parameters }: Json) => (parameters ?? []).filter((each: Json) => each.in === 'path')
    const isBare = (each: Json) => !(each.example ?? each.schema?.example) || !each.schema?.description
    expect(faults((operation) => inPath(operation).some(isBare))).toEqual([])
  })

  it('lists the refusals that every call may have, as problems', () => {
    const isProblem = (response: Json) =>
      response?.content?.['application/problem+json']?.schema?.$ref === '#/components/schemas/Problem'
    expect(faults(({ responses }) => !isProblem(responses[401]) || !isProblem(responses[403]))).toEqual([])
    expect(
      faults(({ requestBody, responses }) => requestBody !== undefined && !isProblem(responses[422])),
    ).toEqual([])
  })
})

describe('each value', () => {
  const CONSTRAINTS = ['enum', 'const', 'format', 'pattern', 'maxLength']

  /** Returns the paths of strings and numbers without any limit in their schema. */
  function boundless(node: Json, path: string): string[] {
    if (node === null || typeof node !== 'object') return []
    const types = [node.type ?? []].flat()
    const isText = types.includes('string') && !CONSTRAINTS.some((name) => name in node)
    const isNumber = types.includes('integer') && !('enum' in node) && !('minimum' in node)
    const own = isText || isNumber ? [path] : []
    return [...own, ...Object.entries(node).flatMap(([key, each]) => boundless(each, `${path}.${key}`))]
  }

  it('in a schema or a parameter has its limits', () => {
    const { schemas } = document.components
    const shapes = Object.entries(schemas).flatMap(([name, schema]) => boundless(schema, name))
    const parameters = operations.flatMap(({ name, operation }) =>
      boundless(operation.parameters ?? [], name),
    )
    const free = [...shapes, ...parameters].filter((path) => !path.startsWith('AuditEntry.properties.detail'))
    expect(free).toEqual([])
  })

  it('in an example is valid in the schema that checks bodies', () => {
    const examples = operations.flatMap(({ operation }) => bodiesOf(operation))
    for (const { schema, example } of examples) {
      if (example !== undefined) expect(misfits(resolve(schema), example, '')).toEqual([])
    }
  })

  const merged = ({ allOf }: Json): Json => {
    const parts = allOf.map(resolve)
    return {
      type: 'object',
      properties: Object.assign({}, ...parts.map(({ properties }: Json) => properties)),
      required: parts.flatMap(({ required }: Json) => required ?? []),
    }
  }

  /** Validates against the part of JSON Schema that the description uses. */
  function misfits(schema: Json, value: Json, path: string): string[] {
    const types = [schema.type ?? []].flat()
    const type = value === null ? 'null' : Array.isArray(value) ? 'array' : typeof value
    const isType =
      types.length === 0 || types.includes(type) || (types.includes('integer') && type === 'number')
    if (!isType) return [`${path} is ${type}`]
    if (value === null) return []
    if (schema.allOf) return misfits(merged(schema), value, path)
    const isKnown = !schema.enum || schema.enum.includes(value)
    const isMatch =
      typeof value !== 'string' || !schema.pattern || new RegExp(schema.pattern, 'u').test(value)
    const isShort =
      typeof value !== 'string' || value.length <= (schema.maxLength ?? Number.POSITIVE_INFINITY)
    const missing = (schema.required ?? []).filter((name: string) => !(name in value))
    const inside = Array.isArray(value)
      ? value.flatMap((each, i) => misfits(resolve(schema.items), each, `${path}.${i}`))
      : Object.entries<Json>(type === 'object' ? value : {}).flatMap(([name, each]) => {
          const property = schema.properties?.[name]
          if (property) return misfits(resolve(property), each, `${path}.${name}`)
          return schema.additionalProperties ? [] : [`${path}.${name} is unknown`]
        })
    return [
      ...(isKnown && isMatch && isShort ? [] : [`${path} is ${JSON.stringify(value)}`]),
      ...missing.map((name: string) => `${path}.${name} is missing`),
      ...inside,
    ]
  }
})
