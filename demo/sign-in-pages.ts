// The pages of the two services that check a first factor, an OpenID provider and a login service.

import { randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { html, raw } from 'hono/html'
import type { Page } from './web-server.ts'

type Html = ReturnType<typeof html>

const STYLE = readFileSync(new URL('origin-page.css', import.meta.url), 'utf8')

interface Names {
  /** The name of the service, such as "Northwind ID". */
  readonly service: string
  /** The name of the platform that people sign in to. */
  readonly brand: string
}

export interface SignInForm extends Names {
  /** The address that was submitted before. */
  readonly email?: string
  readonly problem?: string
  readonly isCancellable?: boolean
}

export const signInPage = ({ service, brand, email = '', problem, isCancellable }: SignInForm): Page =>
  frame(
    service,
    'Sign in',
    html`
<p class="lead">to continue to ${brand}.</p>
${problem ? html`<p role="alert" id="problem"><strong>${problem}</strong></p>` : ''}
<form class="card" method="post">
<p><label for="email">Email address</label>
<span class="row"><input id="email" name="email" type="text" inputmode="email" autocapitalize="none" spellcheck="false" value="${email}" required autocomplete="username" ${problem ? raw('aria-describedby="problem"') : raw('autofocus')}></span></p>
<p><label for="password">Password</label>
<span class="row"><input id="password" name="password" type="password" required autocomplete="current-password" ${problem ? raw('aria-describedby="problem" autofocus') : ''}></span></p>
<p class="row"><button>Sign in</button>${isCancellable ? html` <button class="second" name="cancel" value="yes" formnovalidate>Cancel</button>` : ''}</p>
</form>
<p class="quiet">${service} has its own people and passwords. npm start printed them in the terminal.</p>`,
  )

/** `form` has no buttons. `button` holds the attributes of the button that signs out. */
export const signOutPage = ({ service, brand }: Names, form: string, button: string): Page =>
  frame(
    service,
    `Sign out of ${service}?`,
    html`
<p class="lead">You have signed out of ${brand}, but ${service} still remembers you in this browser.</p>
<div class="card">${raw(form)}<p class="row"><button ${raw(button)}>Sign out of ${service}</button></p></div>`,
  )

/** Shows who is signed in to the service itself. */
export const homePage = ({ service, brand }: Names, email: string | null): Page =>
  frame(
    service,
    service,
    email === null
      ? html`<p class="lead">You are not signed in to ${service}. To sign in, start at the sign-in page of ${brand}.</p>`
      : html`<p class="lead">Signed in as ${email}.</p>
<form class="card" method="post" action="/sign-out"><p class="row"><button>Sign out of ${service}</button></p></form>`,
  )

export const messagePage = (service: string, title: string, message: string): Page =>
  frame(service, title, html`<p class="lead">${message}</p>`)

function frame(service: string, title: string, content: Html): Page {
  const nonce = randomBytes(16).toString('base64url')
  const body = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${title === service ? title : `${title} · ${service}`}</title>
<link rel="icon" href="data:,">
<style nonce="${nonce}">${raw(STYLE)}</style>
</head>
<body class="narrow">
<header><strong class="brand">${service}</strong></header>
<main><h1>${title}</h1>${content}</main>
</body>
</html>`
  return { body: String(body), headers: { 'content-security-policy': contentPolicy(nonce) } }
}

/**
 * Returns the policy. Browsers apply `form-action` to the redirects after a form too, and these end at any
 * workspace.
 */
const contentPolicy = (nonce: string): string =>
  [
    "default-src 'none'",
    `style-src 'nonce-${nonce}'`,
    'img-src data:',
    'form-action http: https:',
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join('; ')
