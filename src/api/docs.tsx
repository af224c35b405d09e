// /docs: renders the API's description as a page. It uses the document of /openapi.json, so the two agree.

import type { OpenAPIHono } from '@hono/zod-openapi'
import { html } from 'hono/html'
import { accentPath, brandImagePath } from '../http/brand-assets.ts'
import { pageHeaders } from '../http/error-page.ts'
import type { ApiContext } from './context.ts'
import { Call, type Operation } from './docs-call.tsx'
import { GUIDES, Guides, Introduction } from './docs-introduction.tsx'
import { type Schema, Shape } from './docs-shape.tsx'

type Document = ReturnType<OpenAPIHono['getOpenAPI31Document']>

const METHODS = ['get', 'put', 'post', 'patch', 'delete'] as const

export function docsPage(c: ApiContext, document: Document): Response | Promise<Response> {
  const { portalOrigin, brand } = c.env.edge.config
  for (const [name, value] of Object.entries(pageHeaders(portalOrigin))) c.header(name, value)
  const policy = pageHeaders(portalOrigin)['content-security-policy']
  // Allow the script of the copy buttons.
  c.header('content-security-policy', `${policy}; script-src ${portalOrigin}`)
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
            Skip to content
          </a>
          <header class="top">
            <a class="brand" href="/workspaces">
              <img src={brandImagePath(brand)} class={brand.hasLogo ? 'own' : undefined} alt="" height="28" />
              <bdi>{brand.name}</bdi>
            </a>
          </header>
          <main class="page docs" id="main">
            <h1>
              <bdi>{brand.name}</bdi> API
            </h1>
            <Introduction portalOrigin={portalOrigin} />
            <Contents document={document} />
            <Guides portalOrigin={portalOrigin} />
            {tagsOf(document).map(({ name, description }) => (
              <section class="card" id={anchorOf(name)}>
                <h2>{name}</h2>
                <p class="quiet">{description}.</p>
                {operationsOf(document, name).map((call) => (
                  <Call {...call} portalOrigin={portalOrigin} />
                ))}
              </section>
            ))}
            <section class="card" id="shapes">
              <h2>Bodies</h2>
              {Object.entries(document.components?.schemas ?? {}).map(([name, schema]) => (
                <Shape name={name} schema={schema as Schema} />
              ))}
            </section>
          </main>
        </body>
      </html>
    )}`,
  )
}

function Contents({ document }: { document: Document }) {
  return (
    <nav class="card" aria-labelledby="contents">
      <h2 id="contents">Contents</h2>
      <ul class="columns">
        <li>
          Before you start
          <ul>
            {GUIDES.map(([id, title]) => (
              <li>
                <a href={`#${id}`}>{title}</a>
              </li>
            ))}
          </ul>
        </li>
        {tagsOf(document).map(({ name }) => (
          <li>
            <a href={`#${anchorOf(name)}`}>{name}</a>
            <ul>
              {operationsOf(document, name).map(({ operation }) => (
                <li>
                  <a href={`#${operation.operationId}`}>{operation.summary}</a>
                </li>
              ))}
            </ul>
          </li>
        ))}
        <li>
          <a href="#shapes">Bodies</a>
        </li>
      </ul>
    </nav>
  )
}

const tagsOf = (document: Document) => document.tags ?? []

const anchorOf = (tag: string) => `tag-${tag.toLowerCase().replaceAll(' ', '-')}`

function operationsOf(document: Document, tag: string) {
  return Object.entries(document.paths ?? {}).flatMap(([path, item]) =>
    METHODS.flatMap((method) => {
      const operation = item?.[method] as Operation | undefined
      return operation?.tags?.includes(tag) ? [{ method: method.toUpperCase(), path, operation }] : []
    }),
  )
}
