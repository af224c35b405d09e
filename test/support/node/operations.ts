// Every call of the API, from its own description. Tests are generated from it, so a new call is covered.

import { fetchLoopback } from '../../../demo/loopback.ts'
import { portalOrigin } from './test-bed.ts'

export interface Schema {
  readonly $ref?: string
  readonly type?: string | readonly string[]
  readonly enum?: readonly unknown[]
  readonly properties?: Readonly<Record<string, Schema>>
  readonly required?: readonly string[]
  readonly items?: Schema
  readonly example?: unknown
  readonly minimum?: number
  readonly minItems?: number
}

export interface Operation {
  /** For example `PUT /accounts/{email}`. */
  readonly name: string
  readonly method: string
  /** The path below /api/v1, with `{parameters}`. */
  readonly path: string
  /** The schema of its body. Null for a call without a body, or with an image. */
  readonly body: Schema | null
  readonly takesImage: boolean
}

interface Described {
  readonly requestBody?: { readonly content: Readonly<Record<string, { readonly schema: Schema }>> }
}

const BASE = '/api/v1'

export async function listOperations(): Promise<Operation[]> {
  const answer = await fetchLoopback(`${portalOrigin}/openapi.json`)
  const { paths, components } = (await answer.json()) as {
    paths: Record<string, Record<string, Described>>
    components: { schemas: Record<string, Schema> }
  }
  const resolve = (schema: Schema): Schema =>
    schema.$ref ? (components.schemas[schema.$ref.split('/').at(-1) ?? ''] ?? schema) : schema
  return Object.entries(paths).flatMap(([full, methods]) =>
    Object.entries(methods).map(([verb, { requestBody }]) => {
      const [method, path] = [verb.toUpperCase(), full.slice(BASE.length)]
      const schema = requestBody?.content['application/json']?.schema
      const takesImage = requestBody?.content['image/png'] !== undefined
      return { name: `${method} ${path}`, method, path, body: schema ? resolve(schema) : null, takesImage }
    }),
  )
}

/** The values for path parameters, and for fields with the same names. */
export type Known = Readonly<Record<string, unknown>>

/** Fills in the parameters of a path. `serviceTokenId` is the `id` of a service token. */
export function fill(path: string, known: Known): string {
  const all = path.includes('/service-tokens/') ? { ...known, id: known.serviceTokenId } : known
  return path.replaceAll(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(String(all[name])))
}

/** Returns a valid body with every required field. If none is required, it has the known fields. */
export function rightBody({ body }: Operation, known: Known): Record<string, unknown> {
  const required = body?.required ?? []
  const fields = Object.entries(body?.properties ?? {}).filter(([name]) =>
    required.length > 0 ? required.includes(name) : name in known,
  )
  return Object.fromEntries(
    fields.map(([name, schema]) => [name, name in known ? known[name] : rightValue(schema)]),
  )
}

function rightValue({ enum: values, example, type, minimum = 1 }: Schema): unknown {
  if (values) return values[0]
  if (example !== undefined) return example
  if (type === 'integer') return minimum
  if (type === 'boolean') return false
  if (type === 'array') return []
  return 'text'
}
