// Refusals by the rules of a workspace, and of service tokens.

import type { Requirement } from '../core/rules.ts'
import { stepUpChallenge } from '../http/problems.ts'
import type { OutsideWords } from '../words/words.ts'
import type { PublicAnswer } from './public-answer.ts'

interface AboutWorkspace {
  readonly workspace: string
}

interface AboutEnrolment extends AboutWorkspace {
  readonly enrollUrl: string
}

/** Why a valid service token does not open an address. */
const OUT_OF_SCOPE = {
  path: 'The path is not one of the token’s paths.',
  method: 'The method is not one of the token’s methods.',
  network: 'The client’s address is not in one of the token’s networks.',
  rule: 'No rule of the workspace lets service tokens in here.',
} as const

/** Requests with a service token, and programs that should have sent one. */
const FOR_SERVICES = {
  // The same answer for every reason. Otherwise it would tell a thief why a token does not work.
  'invalid-service-token': {
    status: 401,
    headers: { 'www-authenticate': 'Bearer error="invalid_token"' },
    problem: {
      code: 'invalid_token',
      title: 'The service token is not valid',
      detail: 'It is unknown, expired, disabled or malformed, or the request has two different tokens.',
    },
  },
  'foreign-basic': {
    status: 403,
    problem: {
      code: 'foreign_origin',
      title: 'A page of another site may not use the password of this host',
      detail:
        'Browsers send Basic credentials by themselves. Send the token as Bearer or in Sallyport-Token.',
    },
  },
  'service-not-allowed': ({ because }: { readonly because: keyof typeof OUT_OF_SCOPE }) => ({
    status: 403,
    problem: {
      code: 'service_not_allowed',
      title: 'This service token does not open this address',
      detail: OUT_OF_SCOPE[because],
    },
  }),
} as const satisfies Record<string, PublicAnswer | ((about: never) => PublicAnswer)>

const tooLittle = (demand: Requirement, code: string, title: string) => ({
  status: 401 as const,
  headers: stepUpChallenge(demand),
  problem: {
    code,
    title,
    detail: `The second factor may be at most ${demand.maxAge} seconds old here. The header Sallyport-Step-Up says where to prove it.`,
    max_age: demand.maxAge,
  },
})

/** A rule of the workspace demands more of the person than their pass says. */
const ON_A_PATH = {
  'role-required': ({ workspace }: AboutWorkspace) => ({
    status: 403,
    problem: {
      code: 'role_required',
      title: 'Your role does not open this address',
      detail: `A rule of ${workspace} opens it only to some roles. An admin can change yours.`,
    },
    page: ({ gate }: OutsideWords) => ({
      title: gate.roleRequired,
      message: gate.roleRequiredMeans(workspace),
      link: { href: '/', label: gate.toFrontPage },
    }),
  }),
  // RFC 9470, section 3. For programs: people are led to the portal (gate/step-up.ts).
  'second-factor-too-old': (demand: Requirement) =>
    tooLittle(demand, 'second_factor_too_old', 'The second factor was proved too long ago'),
  'second-factor-too-weak': (demand: Requirement) =>
    tooLittle(demand, 'second_factor_too_weak', 'Only a passkey opens this address'),
  'enrollment-required-here': ({ workspace, enrollUrl }: AboutEnrolment) => ({
    status: 403,
    problem: {
      code: 'enrollment_required',
      title: 'This address requires two-factor authentication',
      detail: `A rule of ${workspace} opens it only to people who have enabled two-factor authentication.`,
      enroll_url: enrollUrl,
    },
  }),
} as const satisfies Record<string, (about: never) => PublicAnswer>

export const BY_RULES = { ...FOR_SERVICES, ...ON_A_PATH }
