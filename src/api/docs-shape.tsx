// Renders the fields of each body on /docs, from the schemas of the description.

import type { Child } from 'hono/jsx'
import { Prose } from './docs-prose.tsx'
import { Table } from './docs-table.tsx'

export interface Schema {
  readonly $ref?: string
  readonly type?: string | readonly string[]
  readonly properties?: Readonly<Record<string, Schema>>
  readonly required?: readonly string[]
  readonly items?: Schema
  readonly allOf?: readonly Schema[]
  readonly enum?: readonly unknown[]
  readonly format?: string
  readonly description?: string
  readonly minLength?: number
  readonly maxLength?: number
  readonly minimum?: number
  readonly maximum?: number
}

interface Field {
  /** The path to the field, such as `errors[].path`. */
  readonly path: string
  readonly schema: Schema
  readonly isRequired: boolean
}

export function Shape({ name, schema }: { name: string; schema: Schema }) {
  return (
    <article id={`shape-${name}`}>
      <h3>
        <a href={`#shape-${name}`}>{name}</a>
      </h3>
      <Table columns={['Field', 'Type', 'Description']}>
        {fieldsOf(schema).map((field) => (
          <Row {...field} />
        ))}
      </Table>
    </article>
  )
}

function Row({ path, schema, isRequired }: Field) {
  const { description } = schema
  const limits = limitsOf(schema)
  return (
    <tr>
      <td>
        <code>{path}</code>
        {isRequired ? '' : <span class="quiet"> optional</span>}
      </td>
      <td>
        <Type schema={schema} />
      </td>
      <td>
        <Prose text={[description, limits].filter(Boolean).join('. ')} />
      </td>
    </tr>
  )
}

/** Lists the fields of an object, its nested objects and its list items. Stops at a shape with a name. */
function fieldsOf({ properties = {}, required = [], allOf = [] }: Schema, before = ''): Field[] {
  const own = Object.entries(properties).flatMap(([name, schema]) => {
    const path = before + name
    const field = { path, schema, isRequired: required.includes(name) }
    return [field, ...fieldsOf(schema, `${path}.`), ...fieldsOf(schema.items ?? {}, `${path}[].`)]
  })
  return [...allOf.flatMap((part) => (part.$ref ? inherited(part) : fieldsOf(part, before))), ...own]
}

const inherited = ({ $ref }: Schema): Field[] =>
  $ref ? [{ path: '…', schema: { $ref, description: 'All of its fields' }, isRequired: true }] : []

function Type({ schema }: { schema: Schema }): Child {
  if (schema.$ref) return <ShapeLink reference={schema.$ref} />
  const orNull = Array.isArray(schema.type) && schema.type.includes('null') ? ' or null' : ''
  if (schema.enum) {
    return (
      <>
        {schema.enum.map((value, place) => (
          <>
            {place > 0 ? ', ' : ''}
            <code>{String(value)}</code>
          </>
        ))}
        {orNull}
      </>
    )
  }
  const type = plainType(schema)
  if (type !== 'array') return <>{type + orNull}</>
  const { items = {} } = schema
  return (
    <>
      list of {items.$ref || items.enum ? <Type schema={items} /> : `${plainType(items)}s`}
      {orNull}
    </>
  )
}

function plainType({ type = [], format }: Schema): string {
  if (format === 'date-time') return 'time'
  return [type].flat().find((each) => each !== 'null') ?? 'any value'
}

export function ShapeLink({ reference }: { reference: string }) {
  const name = reference.split('/').at(-1)
  return <a href={`#shape-${name}`}>{name}</a>
}

function limitsOf({ type, minLength, maxLength, minimum, maximum }: Schema): string | null {
  if (type === 'string' && maxLength !== undefined) {
    return minLength ? `${minLength} to ${maxLength} characters` : `At most ${maxLength} characters`
  }
  if (minimum === undefined || type !== 'integer') return null
  return maximum === undefined ? `At least ${minimum}` : `${minimum} to ${maximum}`
}
