// /docs: the description as a page to read. Made from the same document as /openapi.json, so that the two agree.

import type { OpenAPIHono } from '@hono/zod-openapi'
import { html } from 'hono/html'
import { pageHeaders } from '../http/error-page.ts'
import type { ApiContext } from './context.ts'

type Document = ReturnType<OpenAPIHono['getOpenAPI31Document']>
type Operation = NonNullable<NonNullable<NonNullable<Document['paths']>[string]>['get']>
type Schema = Record<string, unknown>

const METHODS = ['get', 'put', 'post', 'delete'] as const

export function docsPage(c: ApiContext, document: Document): Response | Promise<Response> {
  const { portalOrigin } = c.env.edge.config
  for (const [name, value] of Object.entries(pageHeaders(portalOrigin))) c.header(name, value)
  const schemas = Object.entries(document.components?.schemas ?? {})
  return c.html(
    html`<!doctype html>${(
      <html lang="en">
        <head>
          <meta charset="utf-8" />
          <meta name="viewport" content="width=device-width, initial-scale=1" />
          <meta name="color-scheme" content="light dark" />
          <title>API · Sallyport</title>
          <link rel="icon" href="/assets/mark.svg" type="image/svg+xml" />
          <link rel="stylesheet" href="/assets/sallyport.css" />
        </head>
        <body>
          <header class="top">
            <a class="brand" href="/workspaces">
              <img src="/assets/mark.svg" alt="" width="28" height="28" />
              Sallyport
            </a>
          </header>
          <main class="page">
            <h1>The API</h1>
            <p class="lead">{document.info.description}</p>
            <p>
              JSON over HTTPS at <code>{portalOrigin}/api/v1</code>, with a token in{' '}
              <code>Authorization: Bearer …</code>. The operator’s token opens everything, a workspace’s token
              (<code>spt_…</code>) that workspace only. Refusals are <code>application/problem+json</code>{' '}
              with a <code>code</code>. For programs, the same as <a href="/openapi.json">openapi.json</a>{' '}
              (OpenAPI 3.1).
            </p>
            <pre
              tabindex={0}
            >{`curl ${portalOrigin}/api/v1/workspaces -H "Authorization: Bearer $TOKEN"`}</pre>
            {(document.tags ?? tagsOf(document)).map(({ name }) => (
              <section class="card">
                <h2>{name}</h2>
                {callsOf(document, name).map((call) => (
                  <Call {...call} />
                ))}
              </section>
            ))}
            <section class="card">
              <h2>Shapes</h2>
              {schemas.map(([name, schema]) => (
                <details id={`shape-${name}`}>
                  <summary>{name}</summary>
                  <pre tabindex={0}>{JSON.stringify(schema, null, 2)}</pre>
                </details>
              ))}
            </section>
          </main>
        </body>
      </html>
    )}`,
  )
}

interface CallOf {
  readonly method: string
  readonly path: string
  readonly operation: Operation
}

function Call({ method, path, operation }: CallOf) {
  const requested =
    operation.requestBody && 'content' in operation.requestBody ? operation.requestBody.content : {}
  const body = shapeIn(requested)
  const parameters = parametersOf(operation)
  return (
    <details>
      <summary>
        <code>
          {method.toUpperCase()} {path}
        </code>
      </summary>
      <p>{operation.summary}.</p>
      {operation.description ? <p>{operation.description}</p> : null}
      {parameters.length > 0 ? (
        <ul>
          {parameters.map(({ name, place, isRequired }) => (
            <li>
              <code>{name}</code> in the {place}
              {isRequired ? '' : ', if you like'}
            </li>
          ))}
        </ul>
      ) : null}
      {body ? (
        <p>
          Body: <Shape name={body} />
        </p>
      ) : null}
      <div class="scroll" tabindex={0}>
        <table>
          <thead>
            <tr>
              <th scope="col">Status</th>
              <th scope="col">Means</th>
              <th scope="col">Body</th>
            </tr>
          </thead>
          <tbody>
            {Object.entries(operation.responses ?? {}).map(([status, response]) => (
              <tr>
                <td>{status}</td>
                <td>{'description' in response ? response.description : ''}</td>
                <td>{'content' in response ? <Shape name={shapeIn(response.content ?? {})} /> : 'none'}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </details>
  )
}

/** Beside those in the path, which show there. */
function parametersOf(operation: Operation) {
  return (operation.parameters ?? []).flatMap((parameter) =>
    'in' in parameter && parameter.in !== 'path'
      ? [{ name: parameter.name, place: parameter.in, isRequired: parameter.required === true }]
      : [],
  )
}

function Shape({ name }: { name: string | null }) {
  return name ? <a href={`#shape-${name}`}>{name}</a> : <>none</>
}

/** The component that a body's schema refers to. */
function shapeIn(content: Record<string, { schema?: unknown }>): string | null {
  const [media] = Object.values(content)
  const reference = (media?.schema as Schema | undefined)?.$ref
  return typeof reference === 'string' ? (reference.split('/').at(-1) ?? null) : null
}

function callsOf(document: Document, tag: string): CallOf[] {
  return Object.entries(document.paths ?? {}).flatMap(([path, item]) =>
    METHODS.flatMap((method) => {
      const operation = item?.[method]
      return operation?.tags?.includes(tag) ? [{ method, path, operation }] : []
    }),
  )
}

function tagsOf(document: Document): { name: string }[] {
  const operations = Object.values(document.paths ?? {}).flatMap((item) =>
    METHODS.map((method) => item?.[method]),
  )
  return [...new Set(operations.flatMap((operation) => operation?.tags ?? []))].map((name) => ({ name }))
}
