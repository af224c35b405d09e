// Refusals of requests without a pass that opens the workspace.

import { BEARER, BEARER_AAL2, BEARER_PHR } from '../http/problems.ts'
import type { PublicAnswer, WithProblem } from './public-answer.ts'

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

export const signInRequired = ({ signInUrl }: Pick<AboutPass, 'signInUrl'>): WithProblem => ({
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

/** Why a pass does not open the workspace. These go to programs; people are sent to the portal. */
export const WITHOUT_PASS = {
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
    headers: BEARER_PHR,
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
