// Refusals on workspace hosts.

import { again } from '../http/error-page.ts'
import { BEARER, BEARER_AAL2 } from '../http/problems.ts'
import { outside as english } from '../words/en/outside.ts'
import type { OutsideWords } from '../words/words.ts'
import type { PageText, PublicAnswer, WithProblem } from './public-answer.ts'

/** Of a request without a pass that opens the workspace. */
interface AboutPass {
  /** The workspace's name. */
  readonly workspace: string
  /** Where the browser signs in and comes back. */
  readonly signInUrl: string
  readonly enrollUrl: string
  /** When the policy took effect, RFC 3339. Absent while there is none. */
  readonly effectiveAt?: string | undefined
}

const signInRequired = ({ signInUrl }: AboutPass): WithProblem => ({
  status: 401,
  headers: BEARER,
  problem: {
    code: 'sign_in_required',
    title: 'Sign in first',
    detail: 'The request carries no pass that is still good for this host. Open sign_in_url in the browser.',
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

/** Why a pass does not open the workspace. The portal answers whoever comes with a browser. */
const WITHOUT_PASS = {
  'no-pass': signInRequired,
  'session-ended': signInRequired,
  expired: signInRequired,
  // The host has belonged to another workspace since the pass was issued.
  'other-workspace': signInRequired,
  'enrollment-required': enrollmentRequired,
  // A renewed pass without a second factor belongs to somebody who has none: of anybody else the renewal asks for it.
  'second-factor-required': enrollmentRequired,
  'second-factor-needed': ({ signInUrl }: AboutPass) => ({
    status: 401,
    headers: BEARER_AAL2,
    problem: {
      code: 'second_factor_required',
      title: 'The second factor has not been proved here',
      detail: 'Open sign_in_url in the browser: it asks for the second factor where that is missing.',
      sign_in_url: signInUrl,
    },
  }),
  'not-a-member': ({ workspace, signInUrl }: AboutPass) => ({
    status: 403,
    problem: {
      code: 'not_a_member',
      title: 'Not a member of this workspace',
      detail: `${workspace} does not know this account. One of its admins can add it.`,
      sign_in_url: signInUrl,
    },
  }),
  'provider-not-allowed': ({ workspace, signInUrl }: AboutPass) => ({
    status: 403,
    problem: {
      code: 'provider_not_allowed',
      title: 'This workspace takes another way to sign in',
      detail: `${workspace} does not take the way by which this session was signed in. Open sign_in_url in the browser.`,
      sign_in_url: signInUrl,
    },
  }),
} as const satisfies Record<string, (about: AboutPass) => PublicAnswer>

interface AboutWorkspace {
  readonly workspace: string
}

const ORIGIN_FAILED = {
  'origin-timeout': ({ workspace }: AboutWorkspace) =>
    fromPage(504, 'origin_timeout', ({ gate, layout }) => ({
      title: gate.originTimeout(workspace),
      message: gate.originFailed,
      link: again({ layout }),
    })),
  'origin-unreachable': ({ workspace }: AboutWorkspace) =>
    fromPage(502, 'origin_unreachable', ({ gate, layout }) => ({
      title: gate.originUnreachable(workspace),
      message: gate.originFailed,
      link: again({ layout }),
    })),
  'connection-lost': ({ workspace }: AboutWorkspace) =>
    fromPage(502, 'connection_lost', ({ gate, layout }) => ({
      title: gate.connectionLost,
      message: gate.connectionLostMeans(workspace),
      link: again({ layout }),
    })),
} as const satisfies Record<string, (about: AboutWorkspace) => PublicAnswer>

/** The problem says what the page says in English. */
function fromPage(status: 502 | 504, code: string, page: PageText) {
  const { title, message } = page(english, '')
  return { status, problem: { code, title, detail: message }, page }
}

/** A page that leads on to `href`. */
interface AboutWay extends AboutWorkspace {
  readonly href: string
}

export const AT_THE_GATE = {
  // RFC 9110, section 15.5.20. Mostly scanners; sometimes somebody with a link to a workspace that was deleted.
  misdirected: {
    status: 421,
    problem: {
      code: 'unknown_host',
      title: 'No workspace has this host',
      detail: 'This edge has no workspace at the host of the request.',
    },
    page: ({ problems, layout }, portalOrigin) => ({
      ...problems['unknown-host'],
      link: { href: `${portalOrigin}/workspaces`, label: layout.yourWorkspaces },
    }),
  },
  'reserved-path': {
    status: 404,
    problem: {
      code: 'not_found',
      title: 'Not found',
      detail: 'Addresses that begin with /.sallyport/ are the entrance’s own.',
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
      title: 'A WebSocket may be opened only by a page of this host',
      detail: 'Its Origin header must name this host.',
    },
  },
  // RFC 9110, section 15.5.6. What else the origin allows for this address is unknown.
  'method-not-forwarded': {
    status: 405,
    headers: { allow: 'GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS' },
    problem: {
      code: 'method_not_allowed',
      title: 'This method is not forwarded',
      detail: 'TRACE, TRACK and CONNECT end here.',
    },
  },
  // RFC 9110, section 15.5.12.
  'length-required': {
    status: 411,
    problem: {
      code: 'length_required',
      title: 'The body of a GET or HEAD needs a Content-Length',
      detail: 'The origin was not asked. Send the request again with the length of its body.',
    },
  },
  // No page of the portal may be framed, so the page leads out of the frame.
  'framed-without-pass': ({ workspace, href }: AboutWay) => ({
    status: 401,
    headers: BEARER,
    page: ({ gate }: OutsideWords) => ({
      title: gate.framed,
      message: gate.framedMeans(workspace),
      link: { href, label: gate.open(workspace), target: '_top' },
    }),
  }),
  // No redirect: a browser that keeps no cookies would go round for ever.
  'closed-way': ({ workspace, href }: AboutWay) => ({
    status: 400,
    page: ({ gate }: OutsideWords) => ({
      title: gate.closedWay,
      message: gate.closedWayMeans,
      link: { href, label: gate.enter(workspace) },
    }),
  }),
  ...WITHOUT_PASS,
  ...ORIGIN_FAILED,
} as const satisfies Record<string, PublicAnswer | ((about: never) => PublicAnswer)>
