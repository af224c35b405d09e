// One call on /docs: what it does, whose token it takes, an example to copy, and its answers.

import type { OpenAPIHono } from '@hono/zod-openapi'

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
      <p>
        <code>
          {method} {path}
        </code>
      </p>
      {description ? <p>{description}</p> : null}
      <p>
        {operation['x-token'] === 'operator'
          ? 'Needs the operator’s token.'
          : 'Takes the operator’s token, or the workspace’s.'}
      </p>
      <Parameters operation={operation} />
      <p>
        Body: <Shape content={content} />
      </p>
      <pre tabindex={0} id={example}>
        {curl({ method, url: portalOrigin + fill(path, operation), content })}
      </pre>
      <p>
        <button type="button" class="second" data-copy={example} hidden>
          Copy
        </button>
      </p>
      <Answers operation={operation} />
    </article>
  )
}

function Parameters({ operation }: { operation: Operation }) {
  const parameters = parametersOf(operation)
  if (parameters.length === 0) return null
  return (
    <ul>
      {parameters.map(({ name, place, isRequired, description }) => (
        <li>
          <code>{name}</code> in the {place}
          {isRequired ? '' : ', optional'}
          {description ? `: ${description}` : ''}
        </li>
      ))}
    </ul>
  )
}

function Answers({ operation }: { operation: Operation }) {
  return (
    <div class="scroll" tabindex={0}>
      <table>
        <thead>
          <tr>
            <th scope="col">Status</th>
            <th scope="col">Meaning</th>
            <th scope="col">Body</th>
          </tr>
        </thead>
        <tbody>
          {Object.entries(operation.responses ?? {}).map(([status, response]) => (
            <tr>
              <td>{status}</td>
              <td>{'description' in response ? response.description : ''}</td>
              <td>
                <Shape content={contentOf(response)} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

/** Links to the shape by its name; shows the media types of a body without one. */
function Shape({ content }: { content: Content }) {
  const [media] = Object.values(content)
  if (!media) return <>none</>
  const reference = (media.schema as Record<string, unknown> | undefined)?.$ref
  if (typeof reference !== 'string') return <>{Object.keys(content).join(', ')}</>
  const name = reference.split('/').at(-1)
  return <a href={`#shape-${name}`}>{name}</a>
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

/** With the example of each parameter in its place. */
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
