// The shape of a document for `apply`. Hosts, origins, names and addresses are parsed as the API parses them.

import * as z from 'zod'
import { type Email, parseEmail } from '../../src/core/email.ts'
import { parseName } from '../../src/core/name.ts'
import { APPLIES_TO, GRACE_DAYS } from '../../src/core/policy.ts'
import { ROLES, type Role } from '../../src/core/roles.ts'
import { isLoopbackHost, isSlug, parseHost, parseOrigin } from '../../src/core/workspace.ts'
import { RuleListShape } from '../files/rule-shape.ts'

export interface WishedMember {
  readonly email: Email
  readonly role: Role
}

const parsed = <T>(parse: (text: string) => T | null, message: string) =>
  z.string().transform((text, context): T => {
    const value = parse(text)
    if (value !== null) return value
    context.issues.push({ code: 'custom', message, input: text })
    return z.NEVER
  })

const Members = z.record(z.string(), z.enum(ROLES)).transform((roles, context): readonly WishedMember[] => {
  const members = Object.entries(roles).map(([text, role]) => ({ text, role, email: parseEmail(text) }))
  const complain = (text: string, message: string) =>
    context.issues.push({ code: 'custom', path: [text], message, input: text })
  members.forEach(({ text, email }, index) => {
    if (!email) complain(text, 'Not an e-mail address')
    else if (members.findIndex((other) => other.email?.key === email.key) < index)
      complain(text, 'This address is there twice')
  })
  return members.flatMap(({ email, role }) => (email ? [{ email, role }] : []))
})

const PolicyShape = z.strictObject({
  enforced: z.boolean().optional(),
  grace_days: z.literal(GRACE_DAYS).optional(),
  applies_to: z.enum(APPLIES_TO).optional(),
})

/** `portal` is the portal's web origin. */
export function documentShape(portal: string) {
  const { protocol, host, hostname } = new URL(portal)
  const parseWishedOrigin = (text: string) => {
    const origin = parseOrigin(text, { allowsLoopback: isLoopbackHost(hostname), ownHosts: [host] })
    return origin.ok ? origin.value : null
  }
  return z.strictObject({
    workspace: z.string().refine(isSlug, 'Must be 1 to 63 of a-z, 0-9 and inner dashes'),
    name: parsed(parseName, 'Must be 1 to 100 visible characters in one line').optional(),
    hosts: z
      .array(parsed((text) => parseHost(text, protocol), 'Must be a host such as acme.example.com'))
      .min(1)
      .max(20)
      .optional(),
    origin: parsed(parseWishedOrigin, 'Must be a web origin such as https://app.example.net').optional(),
    members: Members.optional(),
    policy: PolicyShape.optional(),
    phishing_resistant_policy: PolicyShape.optional(),
    rules: RuleListShape.optional(),
  })
}

export type Wish = z.infer<ReturnType<typeof documentShape>>
