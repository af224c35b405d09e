// Renders one call on /docs: what it does, which token it needs, its parameters, an example and its
// responses.

import type { OpenAPIHono } from '@hono/zod-openapi'
import { Prose } from './docs-prose.tsx'
import { ShapeLink } from './docs-shape.tsx'
import { Table } from './docs-table.tsx'

type Document = ReturnType<OpenAPIHono['getOpenAPI31Document']>
export type Operation = NonNullable<NonNullable<NonNullable<Document['paths']>[string]>['get']>

interface Media {
  readonly schema?: unknown
  readonly example?: unknown
}
type Content = Readonly<Record<string, Media>>

interface CallProps {
  readonly method: string
  readonly path: string
  readonly operation: Operation
  readonly portalOrigin: string
}

export function Call({ method, path, operation, portalOrigin }: CallProps) {
  const { operationId, summary, description } = operation
  const content = contentOf(operation.requestBody)
  const example = `example-${operationId}`
  return (
    <article id={operationId}>
      <h3>
        <a href={`#${operationId}`}>{summary}</a>
      </h3>
      <p class="call">
        <code>
          <strong>{method}</strong> {path}
        </code>
      </p>
      {description ? (
        <p>
          <Prose text={description} />
        </p>
      ) : null}
      <dl class="facts">
        <div>
          <dt>Token</dt>
          <dd>
            {operation['x-token'] === 'operator' ? 'The operator’s' : 'The operator’s or the workspace’s'}
          </dd>
        </div>
        <Parameters operation={operation} />
        {Object.keys(content).length > 0 ? (
          <div>
            <dt>Body</dt>
            <dd>
              <Body content={content} />
            </dd>
          </div>
        ) : null}
      </dl>
      <h4>Example</h4>
      <pre tabindex={0} id={example}>
        {curl({ method, url: portalOrigin + fill(path, operation), content })}
      </pre>
      <p>
        <button type="button" class="second small" data-copy={example} hidden>
          Copy
        </button>
      </p>
      <h4>Answers</h4>
      <Answers operation={operation} />
      <ExampleAnswer operation={operation} />
    </article>
  )
}

function Parameters({ operation }: { operation: Operation }) {
  return (
    <>
      {parametersOf(operation).map(({ name, place, isRequired, description }) => (
        <div>
          <dt>
            <code>{name}</code> in the {place}
          </dt>
          <dd>
            <Prose text={[isRequired ? null : 'Optional', description].filter(Boolean).join('. ')} />
          </dd>
        </div>
      ))}
    </>
  )
}

function Answers({ operation }: { operation: Operation }) {
  return (
    <Table columns={['Status', 'Meaning', 'Body']}>
      {Object.entries(operation.responses ?? {}).map(([status, response]) => (
        <tr>
          <td>{status}</td>
          <td>
            <Prose text={'description' in response ? response.description : ''} />
          </td>
          <td>
            <Body content={contentOf(response)} />
          </td>
        </tr>
      ))}
    </Table>
  )
}

/** Shows the body of the first response with an example, which is the successful one. */
function ExampleAnswer({ operation }: { operation: Operation }) {
  const [example] = Object.values(operation.responses ?? {}).flatMap((response) =>
    Object.values(contentOf(response)).flatMap(({ example }) => (example === undefined ? [] : [example])),
  )
  if (example === undefined) return null
  return <pre tabindex={0}>{typeof example === 'string' ? example : JSON.stringify(example, null, 2)}</pre>
}

/** Links to the body's shape, or lists the media types if the body has no named shape. */
function Body({ content }: { content: Content }) {
  const [media] = Object.values(content)
  if (!media) return <>none</>
  const reference = (media.schema as Record<string, unknown> | undefined)?.$ref
  if (typeof reference !== 'string') return <>{Object.keys(content).join(', ')}</>
  return <ShapeLink reference={reference} />
}

const contentOf = (holder: unknown): Content =>
  (holder as { readonly content?: Content } | undefined)?.content ?? {}

function parametersOf(operation: Operation) {
  return (operation.parameters ?? []).flatMap((parameter) => {
    if (!('in' in parameter)) return []
    const { description } = (parameter.schema ?? {}) as { description?: string }
    const { name, in: place, required } = parameter
    return [{ name, place, isRequired: required === true, description: parameter.description ?? description }]
  })
}

/** Returns the path with the example of each parameter. */
function fill(path: string, operation: Operation): string {
  const examples = new Map(
    (operation.parameters ?? []).flatMap((parameter) =>
      'in' in parameter && parameter.in === 'path'
        ? [[parameter.name, String((parameter.schema as Media)?.example ?? parameter.example)]]
        : [],
    ),
  )
  return path.replaceAll(/\{(\w+)\}/g, (_, name) => examples.get(name) ?? name)
}

function curl({ method, url, content }: { method: string; url: string; content: Content }): string {
  const [type, media] = Object.entries(content)[0] ?? []
  const lines = [
    `curl ${method === 'GET' ? '' : `-X ${method} `}${url}`,
    '-H "Authorization: Bearer $TOKEN"',
    ...(type ? [`-H "Content-Type: ${type}"`] : []),
    ...(type && media?.example === undefined ? ['--data-binary @logo.png'] : []),
    ...(media?.example === undefined ? [] : [`-d '${JSON.stringify(media.example)}'`]),
  ]
  return lines.join(' \\\n  ')
}
