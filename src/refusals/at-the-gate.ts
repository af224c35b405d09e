// Refusals on workspace hosts.

import type { Requirement } from '../core/rules.ts'
import { again } from '../http/error-page.ts'
import { BEARER, BEARER_AAL2, stepUpChallenge } from '../http/problems.ts'
import { outside as english } from '../words/en/outside.ts'
import type { OutsideWords } from '../words/words.ts'
import { BY_RULES } from './by-rules.ts'
import type { PageText, PublicAnswer, WithProblem } from './public-answer.ts'

/** Details for a request without a valid pass for the workspace. */
interface AboutPass {
  /** The workspace's name. */
  readonly workspace: string
  /** Where the browser signs in before it comes back. */
  readonly signInUrl: string
  readonly enrollUrl: string
  readonly passkeysUrl: string
  /** When the policy takes effect, in RFC 3339. Absent if the workspace has no policy. */
  readonly effectiveAt?: string | undefined
}

const signInRequired = ({ signInUrl }: Pick<AboutPass, 'signInUrl'>): WithProblem => ({
  status: 401,
  headers: BEARER,
  problem: {
    code: 'sign_in_required',
    title: 'Sign in first',
    detail: 'The request has no valid pass for this host. Open sign_in_url in a browser.',
    sign_in_url: signInUrl,
  },
})

const enrollmentRequired = ({ workspace, signInUrl, enrollUrl, effectiveAt }: AboutPass): WithProblem => ({
  status: 403,
  problem: {
    code: 'enrollment_required',
    title: 'This workspace requires two-factor authentication',
    detail: `${workspace} admits only people who have enabled two-factor authentication.`,
    enroll_url: enrollUrl,
    sign_in_url: signInUrl,
    ...(effectiveAt === undefined ? {} : { effective_at: effectiveAt }),
  },
})

/** A program without any credentials, at an address that service tokens open. */
interface AboutCredentials {
  readonly host: string
  readonly signInUrl: string
}

/** Why a pass does not open the workspace. These go to programs; people are sent to the portal. */
const WITHOUT_PASS = {
  'no-pass': signInRequired,
  'session-ended': signInRequired,
  expired: signInRequired,
  // The host has belonged to another workspace since the pass was issued.
  'other-workspace': signInRequired,
  'enrollment-required': enrollmentRequired,
  // The gate gives this reason only for a renewed pass, so the account has no second factor. If it had one,
  // the renewal would have answered `second-factor-needed`.
  'second-factor-required': enrollmentRequired,
  'second-factor-needed': ({ signInUrl }: AboutPass) => ({
    status: 401,
    headers: BEARER_AAL2,
    problem: {
      code: 'second_factor_required',
      title: 'The second factor has not been proved here',
      detail: 'Open sign_in_url in a browser to prove it.',
      sign_in_url: signInUrl,
    },
  }),
  'passkey-needed': ({ workspace, signInUrl }: AboutPass) => ({
    status: 401,
    headers: BEARER_AAL2,
    problem: {
      code: 'second_factor_too_weak',
      title: 'The passkey has not been proved here',
      detail: `${workspace} admits only people who prove a passkey. Open sign_in_url in a browser.`,
      sign_in_url: signInUrl,
    },
  }),
  'stronger-factor-required': ({ workspace, signInUrl, passkeysUrl }: AboutPass) => ({
    status: 403,
    problem: {
      code: 'stronger_factor_required',
      title: 'This workspace requires a passkey',
      detail: `${workspace} admits only people who prove a passkey. This account has none.`,
      enroll_url: passkeysUrl,
      sign_in_url: signInUrl,
    },
  }),
  'not-a-member': ({ workspace, signInUrl }: AboutPass) => ({
    status: 403,
    problem: {
      code: 'not_a_member',
      title: 'Not a member of this workspace',
      detail: `This account is not a member of ${workspace}. An admin of the workspace can add it.`,
      sign_in_url: signInUrl,
    },
  }),
  'provider-not-allowed': ({ workspace, signInUrl }: AboutPass) => ({
    status: 403,
    problem: {
      code: 'provider_not_allowed',
      title: 'This workspace does not allow this sign-in method',
      detail: `${workspace} does not allow the method this session signed in with. Open sign_in_url in a browser.`,
      sign_in_url: signInUrl,
    },
  }),
} as const satisfies Record<string, (about: AboutPass) => PublicAnswer>

interface AboutWorkspace {
  readonly workspace: string
}

const ORIGIN_FAILED = {
  'origin-timeout': ({ workspace }: AboutWorkspace) =>
    fromPage(504, 'origin_timeout', ({ gate, links }) => ({
      title: gate.originTimeout(workspace),
      message: gate.originFailed,
      link: again({ links }),
    })),
  'origin-unreachable': ({ workspace }: AboutWorkspace) =>
    fromPage(502, 'origin_unreachable', ({ gate, links }) => ({
      title: gate.originUnreachable(workspace),
      message: gate.originFailed,
      link: again({ links }),
    })),
  'connection-lost': ({ workspace }: AboutWorkspace) =>
    fromPage(502, 'connection_lost', ({ gate, links }) => ({
      title: gate.connectionLost,
      message: gate.connectionLostMeans(workspace),
      link: again({ links }),
    })),
} as const satisfies Record<string, (about: AboutWorkspace) => PublicAnswer>

/** Builds a problem with the page's English text. */
function fromPage(status: 502 | 504, code: string, page: PageText) {
  const { title, message } = page(english, '')
  return { status, problem: { code, title, detail: message }, page }
}

/** Details for a page that links to `href`. */
interface AboutWay extends AboutWorkspace {
  readonly href: string
}

interface AboutStepUp extends AboutWay, Requirement {
  /** True if a form was posted and not accepted. */
  readonly isForm: boolean
  readonly isFramed: boolean
}

export const AT_THE_GATE = {
  // 421 (RFC 9110, section 15.5.20): no workspace has this host. Most of these requests come from scanners,
  // some from people with a link to a deleted workspace.
  misdirected: {
    status: 421,
    problem: {
      code: 'unknown_host',
      title: 'No workspace has this host',
      detail: 'No workspace uses the host of this request.',
    },
    page: ({ gate, links }, portalOrigin) => ({
      ...gate.unknownHost,
      link: { href: `${portalOrigin}/workspaces`, label: links.yourWorkspaces },
    }),
  },
  'reserved-path': {
    status: 404,
    problem: {
      code: 'not_found',
      title: 'Not found',
      detail: 'Paths under /.sallyport/ are reserved for Sallyport.',
    },
    page: ({ gate }) => ({
      title: gate.nothingHere,
      message: gate.reserved,
      link: { href: '/', label: gate.toFrontPage },
    }),
  },
  'foreign-upgrade': {
    status: 403,
    problem: {
      code: 'foreign_origin',
      title: 'Only a page of this host may open a WebSocket',
      detail: 'The Origin header must name this host.',
    },
  },
  // 405 (RFC 9110, section 15.5.6). Lists every method that is forwarded, because the edge does not know which
  // ones the origin allows.
  'method-not-forwarded': {
    status: 405,
    headers: { allow: 'GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS' },
    problem: {
      code: 'method_not_allowed',
      title: 'This method is not forwarded',
      detail: 'TRACE, TRACK and CONNECT are not forwarded.',
    },
  },
  // 411 (RFC 9110, section 15.5.12): a GET or HEAD has a body, and the request does not say how long it is.
  'length-required': {
    status: 411,
    problem: {
      code: 'length_required',
      title: 'The body of a GET or HEAD needs a Content-Length',
      detail: 'The request was not forwarded. Send it again with a Content-Length header.',
    },
  },
  // The portal's pages can't be framed, so this page links out of the frame.
  'framed-without-pass': ({ workspace, href }: AboutWay) => ({
    status: 401,
    headers: BEARER,
    page: ({ gate }: OutsideWords) => ({
      title: gate.framed,
      message: gate.framedMeans(workspace),
      link: { href, label: gate.open(workspace), target: '_top' },
    }),
  }),
  // A navigation that can't be redirected to the portal: a posted form would be lost, and the portal's pages
  // can't be framed.
  'step-up': ({ workspace, href, isForm, isFramed, ...demand }: AboutStepUp) => ({
    status: 401,
    headers: stepUpChallenge(demand),
    page: ({ gate }: OutsideWords) => ({
      title: demand.methods ? gate.passkeyNeeded : gate.stepUpTitle(workspace),
      message: isForm ? gate.stepUpForm : gate.stepUpMeans,
      link: { href, label: gate.stepUp, ...(isFramed && { target: '_top' as const }) },
    }),
  }),
  // A hand-off code did not open the workspace. This is a page with a link and not a redirect, because a
  // browser without cookies would be redirected forever.
  'closed-way': ({ workspace, href }: AboutWay) => ({
    status: 400,
    // The page's address has the code, and its link leads to the origin. Otherwise the origin would read the code
    // as the referrer.
    headers: { 'referrer-policy': 'no-referrer' },
    page: ({ gate }: OutsideWords) => ({
      title: gate.closedWay,
      message: gate.closedWayMeans,
      link: { href, label: gate.open(workspace) },
    }),
  }),
  // Git and other programs ask for a password only if they see `Basic`. Never sent to a browser, which would
  // show its own password dialog.
  'credentials-wanted': ({ host, signInUrl }: AboutCredentials) => ({
    ...signInRequired({ signInUrl }),
    headers: { 'www-authenticate': `Bearer, Basic realm="${host}"` },
  }),
  ...WITHOUT_PASS,
  ...BY_RULES,
  ...ORIGIN_FAILED,
} as const satisfies Record<string, PublicAnswer | ((about: never) => PublicAnswer)>
