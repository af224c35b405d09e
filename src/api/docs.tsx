// /docs: the description as a page to read. Made from the same document as /openapi.json, so that the two agree.

import type { OpenAPIHono } from '@hono/zod-openapi'
import { html } from 'hono/html'
import { accentPath, brandImagePath } from '../http/brand-assets.ts'
import { pageHeaders } from '../http/error-page.ts'
import type { ApiContext } from './context.ts'
import { Call, type Operation } from './docs-call.tsx'

type Document = ReturnType<OpenAPIHono['getOpenAPI31Document']>

const METHODS = ['get', 'put', 'post', 'delete'] as const

export function docsPage(c: ApiContext, document: Document): Response | Promise<Response> {
  const { portalOrigin, brand } = c.env.edge.config
  for (const [name, value] of Object.entries(pageHeaders(portalOrigin))) c.header(name, value)
  const policy = pageHeaders(portalOrigin)['content-security-policy']
  // For the buttons that copy.
  c.header('content-security-policy', `${policy}; script-src ${portalOrigin}`)
  const tags = document.tags ?? []
  return c.html(
    html`<!doctype html>${(
      <html lang="en">
        <head>
          <meta charset="utf-8" />
          <meta name="viewport" content="width=device-width, initial-scale=1" />
          <meta name="color-scheme" content="light dark" />
          <title>{`API · ${brand.name}`}</title>
          <link rel="icon" href={brandImagePath(brand)} />
          <link rel="stylesheet" href="/assets/sallyport.css" />
          {brand.accent ? <link rel="stylesheet" href={accentPath(brand.accent)} /> : null}
          <script src="/assets/sallyport.js" defer data-copied="Copied" data-not-copied="Not copied" />
        </head>
        <body>
          <a class="skip" href="#main">
            Skip to the content
          </a>
          <header class="top">
            <a class="brand" href="/workspaces">
              <img src={brandImagePath(brand)} class={brand.hasLogo ? 'own' : undefined} alt="" height="28" />
              <bdi>{brand.name}</bdi>
            </a>
          </header>
          <main class="page" id="main">
            <h1>The API</h1>
            <p class="lead">{document.info.description}</p>
            <Introduction portalOrigin={portalOrigin} />
            <nav class="card" aria-labelledby="calls">
              <h2 id="calls">Calls</h2>
              {tags.map(({ name, description }) => (
                <>
                  <h3>
                    <a href={`#${anchorOf(name)}`}>{name}</a>
                  </h3>
                  <p class="quiet">{description}.</p>
                  <ul>
                    {operationsOf(document, name).map(({ operation }) => (
                      <li>
                        <a href={`#${operation.operationId}`}>{operation.summary}</a>
                      </li>
                    ))}
                  </ul>
                </>
              ))}
            </nav>
            {tags.map(({ name }) => (
              <section class="card" id={anchorOf(name)}>
                <h2>{name}</h2>
                {operationsOf(document, name).map((call) => (
                  <Call {...call} portalOrigin={portalOrigin} />
                ))}
              </section>
            ))}
            <Shapes document={document} />
          </main>
        </body>
      </html>
    )}`,
  )
}

function Introduction({ portalOrigin }: { portalOrigin: string }) {
  return (
    <>
      <p>
        Calls are JSON over HTTPS at <code>{portalOrigin}/api/v1</code>. Send a token in the header{' '}
        <code>Authorization: Bearer …</code>. The same description for programs is{' '}
        <a href="/openapi.json">openapi.json</a> (OpenAPI 3.1).
      </p>
      <ul>
        <li>
          <strong>The operator’s token</strong> can make every call. It is the secret{' '}
          <code>OPERATOR_TOKEN</code>.
        </li>
        <li>
          <strong>A workspace’s token</strong> (<code>spt_…</code>) can make the calls that say so, for its
          own workspace. The workspace’s admins create it in its settings.
        </li>
      </ul>
      <p>
        A refusal is <code>application/problem+json</code> with a <code>code</code>, which stays the same, and
        a <code>title</code> for people. A method that an address does not take is answered 405 with{' '}
        <code>Allow</code>. While the database can’t be reached, calls are answered 503 with{' '}
        <code>Retry-After</code>.
      </p>
      <p>The examples read the token from the environment:</p>
      <pre
        tabindex={0}
      >{`export TOKEN=…\ncurl ${portalOrigin}/api/v1/workspaces -H "Authorization: Bearer $TOKEN"`}</pre>
    </>
  )
}

function Shapes({ document }: { document: Document }) {
  const schemas = Object.entries(document.components?.schemas ?? {})
  return (
    <section class="card" id="shapes">
      <h2>Shapes</h2>
      {schemas.map(([name, schema]) => (
        <article id={`shape-${name}`}>
          <h3>
            <a href={`#shape-${name}`}>{name}</a>
          </h3>
          <pre tabindex={0}>{JSON.stringify(schema, null, 2)}</pre>
        </article>
      ))}
    </section>
  )
}

const anchorOf = (tag: string) => `tag-${tag.toLowerCase()}`

function operationsOf(document: Document, tag: string) {
  return Object.entries(document.paths ?? {}).flatMap(([path, item]) =>
    METHODS.flatMap((method) => {
      const operation = item?.[method] as Operation | undefined
      return operation?.tags?.includes(tag) ? [{ method: method.toUpperCase(), path, operation }] : []
    }),
  )
}
