// Refusals on workspace hosts.

import type { Requirement } from '../core/rules.ts'
import { again } from '../http/error-page.ts'
import { BEARER, stepUpChallenge } from '../http/problems.ts'
import { outside as english } from '../words/en/outside.ts'
import type { OutsideWords } from '../words/words.ts'
import { BY_RULES } from './by-rules.ts'
import type { PageText, PublicAnswer } from './public-answer.ts'
import { signInRequired, WITHOUT_PASS } from './without-pass.ts'

/** A program without any credentials, at an address that service tokens open. */
interface AboutCredentials {
  readonly host: string
  readonly signInUrl: string
}

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
      title: gate.stepUpTitle(workspace),
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
