import { type DemoProvider, NORTHWIND, PEOPLE, PLATFORM, WORKSPACES } from './cast.ts'
import { portalOriginAt, workspaceOriginAt } from './edge-process.ts'

interface Addresses {
  readonly northwindUrl: string
  readonly platformUrl: string
}

/** What to open, whom to be, and what next. Lines of at most 100 columns. */
export function describeDemo(port: number, addresses: Addresses | null): string {
  const portal = portalOriginAt(port)
  const workspaces = WORKSPACES.map(({ slug, name }) => row(name, workspaceOriginAt(port, slug)))
  return `
Sallyport is running. Open a workspace, sign in, and set up two-factor authentication:

${workspaces.join('\n')}
${row('Portal', portal)}
${row('API', `${portal}/docs`)}

${addresses ? describeWays(addresses) : describeOwnWays(portal)}

  Any authenticator app works (RFC 6238). To require one of everybody: sign in as an owner or admin,
  then ${portal}/workspaces/acme/settings/security
  The operator's API token is OPERATOR_TOKEN in .dev.vars; the edge's log is .demo/edge.log

Ctrl-C stops it, npm start goes on where it was, npm run reset forgets everything.
`
}

const describeWays = ({ northwindUrl, platformUrl }: Addresses): string =>
  `There are three ways to sign in, each with people and passwords of its own:

  Password
${withPasswords()}
  ${NORTHWIND.label}, an OpenID provider (${northwindUrl})
${peopleOf(NORTHWIND)}
  ${PLATFORM.label}, which issues login tickets (sign out of it at ${platformUrl})
${peopleOf(PLATFORM)}`

const describeOwnWays = (portal: string): string =>
  `The ways to sign in are those of your PROVIDERS. A provider of kind oidc leads back to
  ${portal}/sign-in/callback/<id>
Where password is among them, these people have one:

${withPasswords()}`

const withPasswords = (): string =>
  PEOPLE.flatMap(({ email, password }) => (password ? [person(email, password, rolesOf(email))] : [])).join(
    '\n',
  )

const row = (label: string, url: string) => `  ${label.padEnd(10)}${url}`

const person = (email: string, password: string, about: string) =>
  `    ${email.padEnd(23)}${password.padEnd(27)}${about}`

const peopleOf = ({ people }: DemoProvider): string =>
  people.map(({ email, password, amr }) => person(email, password, describeArrival(email, amr))).join('\n')

/** What the edge makes of somebody who comes from elsewhere. */
function describeArrival(email: string, amr: readonly string[]): string {
  const account = PEOPLE.find((each) => each.email === email)
  if (!account) return 'new: gets an account, is no member yet'
  if (account.password) return 'the same account as above'
  return amr.includes('mfa') ? `${rolesOf(email)}; brings a second factor` : rolesOf(email)
}

const rolesOf = (email: string): string =>
  WORKSPACES.filter(({ members }) => members[email])
    .map(({ slug, members }) => `${members[email]} of ${slug}`)
    .join(', ')
