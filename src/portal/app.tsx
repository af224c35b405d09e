// The portal: mounts the guards before each group of pages, and then the pages.

import { Hono } from 'hono'
import { contextStorage } from 'hono/context-storage'
import { publicKeySet } from '../crypto/pass.ts'
import { answerEarly, listMethods, type MethodTable } from '../http/methods.ts'
import { type PortalEnv, portalUrl } from './frame/context.ts'
import { headWritesNothing, loadBrowser, readForm, requireSession, securityHeaders } from './frame/guards.ts'
import { readLanguage } from './frame/language.ts'
import { readMembership, requireAdmin, requireFreshAdmin, spellOutFields } from './frame/workspace-guards.ts'
import { address } from './pages/account/address.tsx'
import { appCheck } from './pages/account/app-check.ts'
import { authenticator } from './pages/account/authenticator.tsx'
import { identities } from './pages/account/identities.tsx'
import { passkeys } from './pages/account/passkeys.tsx'
import { password } from './pages/account/password.tsx'
import { recoveryCodes } from './pages/account/recovery-codes.tsx'
import { appRemoval } from './pages/account/remove-app.tsx'
import { accountSecurity } from './pages/account/security.tsx'
import { sessions } from './pages/account/sessions.tsx'
import { turnOff } from './pages/account/turn-off.tsx'
import { enter, enterAtOnce } from './pages/enter.tsx'
import { invitation } from './pages/invitation/invitation.ts'
import { language } from './pages/language.ts'
import { leave } from './pages/leave.tsx'
import { logos } from './pages/logos.ts'
import { forgottenPassword } from './pages/mailed/forgotten-password.ts'
import { notMe } from './pages/mailed/not-me.ts'
import { problemPage, refusedEarly } from './pages/problem.tsx'
import { providerReturns, providerStarts } from './pages/providers.tsx'
import { recovery } from './pages/recovery/recovery.ts'
import { openSettings, settings } from './pages/settings/settings-routes.ts'
import { signIn } from './pages/sign-in.tsx'
import { signOut } from './pages/sign-out.tsx'
import { verify } from './pages/verify.tsx'
import { verifyPasskey } from './pages/verify-passkey.ts'
import { workspaces } from './pages/workspaces.tsx'

export const portal = new Hono<PortalEnv>()

portal.use((c, next) => {
  c.set('edge', c.env.edge)
  return next()
})
portal.use(securityHeaders)
let methodsAt: MethodTable | null = null
portal.use((c, next) => {
  methodsAt ??= listMethods(portal.routes)
  const answer = answerEarly(c.req, methodsAt, (refusal) => refusedEarly(c, refusal))
  return answer ? Promise.resolve(answer) : next()
})

portal.get('/.well-known/jwks.json', (c) => c.json(publicKeySet(c.var.edge.ring), 200, PUBLIC))
portal.get('/.well-known/openid-configuration', (c) => {
  const { portalOrigin } = c.var.edge.config
  const metadata = {
    issuer: portalOrigin,
    jwks_uri: `${portalOrigin}/.well-known/jwks.json`,
    // RFC 8414 requires these three fields. No client can use this portal as an OpenID provider. So `none`
    // says that the response to a sign-in holds nothing, and `implicit` is the only grant without a token
    // endpoint.
    authorization_endpoint: `${portalOrigin}/sign-in`,
    response_types_supported: ['none'],
    grant_types_supported: ['implicit'],
    id_token_signing_alg_values_supported: ['ES256'],
    subject_types_supported: ['public'],
    acr_values_supported: ['aal1', 'aal2'],
  }
  return c.json(metadata, 200, PUBLIC)
})

// Password managers look for this address (W3C, A Well-Known URL for Changing Passwords).
portal.get('/.well-known/change-password', (c) => c.redirect(portalUrl(c, '/account/security/password'), 302))

// Logos must come before the guards that read or set cookies. Otherwise a shared cache could keep a visitor's
// cookie with a logo.
portal.route('/', logos)
portal.use(contextStorage(), readLanguage)
for (const path of ['/enter', '/sign-in/callback/:provider', '/sign-in/with/:provider', '/sign-out/provider'])
  portal.use(path, headWritesNothing)
portal.get('/enter', enterAtOnce)
portal.route('/', providerReturns)
portal.use('/workspaces/:slug/*', readMembership)
portal.use(loadBrowser, readForm)
portal.get('/', (c) => c.redirect(`${c.var.edge.config.portalOrigin}/workspaces`, 302))
for (const pages of [
  signIn,
  providerStarts,
  verify,
  verifyPasskey,
  forgottenPassword,
  notMe,
  recovery,
  signOut,
  enter,
  invitation,
  language,
])
  portal.route('/', pages)

portal.use('/account/*', requireSession)
portal.use('/account/security/authenticator', headWritesNothing)
for (const pages of [accountSecurity, authenticator, appCheck, turnOff, appRemoval, passkeys, recoveryCodes])
  portal.route('/', pages)
for (const pages of [address, identities, password, sessions]) portal.route('/', pages)

portal.use('/workspaces/*', requireSession)
// Every member may leave, so this page comes before the guard of the settings.
portal.route('/', leave)
portal.use('/workspaces/:slug/*', requireAdmin)
portal.use('/workspaces/:slug/settings/members', headWritesNothing)
portal.route('/', openSettings)
portal.on('POST', '/workspaces/:slug/*', requireFreshAdmin)
portal.get('/workspaces/:slug/settings/*', spellOutFields)
for (const pages of [workspaces, settings]) portal.route('/', pages)

portal.notFound((c) => problemPage(c, 'not-found'))
portal.onError((error) => {
  throw error
})

// A new key is published a day before it signs, so an answer may be a few minutes old.
const PUBLIC = { 'cache-control': 'public, max-age=300', 'access-control-allow-origin': '*' }
