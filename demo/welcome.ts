// Writes the text that `npm start` prints.
import { type DemoProvider, FIRST_WORKSPACE, NORTHWIND, PEOPLE, PLATFORM, WORKSPACES } from './cast.ts'
import { portalOriginAt, workspaceOriginAt } from './edge-process.ts'

interface ProviderUrls {
  readonly northwindUrl: string
  readonly platformUrl: string
}

interface Started {
  /** Null if the edge uses providers of the person who started it. */
  readonly firstFactors: ProviderUrls | null
  readonly mailUrl: string
  readonly serviceToken: string
}

/** Lists what to open, who to sign in as, and what to try next, in lines of at most 100 columns. */
export function describeDemo(port: number, { firstFactors, mailUrl, serviceToken }: Started): string {
  const portal = portalOriginAt(port)
  const workspaces = WORKSPACES.map(({ slug, name }) => row(name, workspaceOriginAt(port, slug)))
  return `
Sallyport is running. Open a workspace, sign in, and set up two-factor authentication:

${workspaces.join('\n')}
${row('Portal', portal)}
${row('API', `${portal}/docs`)}
${row('Mail', mailUrl)}

${firstFactors ? describeWays(firstFactors) : describeOwnWays(portal)}

${describePrograms(workspaceOriginAt(port, FIRST_WORKSPACE.slug), serviceToken)}

  Any authenticator app works (RFC 6238). To require two-factor authentication for a workspace,
  sign in as an owner or admin and open ${portal}/workspaces/acme/settings/security
  The operator's API token is OPERATOR_TOKEN in .dev.vars. The edge's log is .demo/edge.log

Ctrl-C stops it. npm start continues with the same data. npm run reset deletes it.
`
}

const describePrograms = (workspace: string, serviceToken: string): string =>
  `Programs don’t sign in. A rule opens some paths to a service token, and others to everybody. Each
start prints a new token. The previous one works for another day.

  curl ${workspace}/api/whoami \\
    -H "Authorization: Bearer ${serviceToken}"
  curl ${workspace}/status
  curl ${workspace}/hooks/test -d "Hello"
    # ${workspace}/hooks then shows it`

const describeWays = ({ northwindUrl, platformUrl }: ProviderUrls): string =>
  `There are three ways to sign in, each with its own people and passwords:

  Password
${withPasswords()}
  ${NORTHWIND.label}, an OpenID provider (${northwindUrl})
${peopleOf(NORTHWIND)}
  ${PLATFORM.label}, which issues login tickets (to sign out there: ${platformUrl})
${peopleOf(PLATFORM)}`

const describeOwnWays = (portal: string): string =>
  `You can sign in with the providers of your PROVIDERS. The redirect URI of an oidc provider is
  ${portal}/sign-in/callback/<id>
If password is one of them, these people have a password:

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

/** Describes what happens to a person who arrives from a provider. */
function describeArrival(email: string, amr: readonly string[]): string {
  const account = PEOPLE.find((each) => each.email === email)
  if (!account) return 'new: gets an account, but is not a member yet'
  if (account.password) return 'the same account as above'
  return amr.includes('mfa') ? `${rolesOf(email)}; has a second factor there` : rolesOf(email)
}

const rolesOf = (email: string): string =>
  WORKSPACES.filter(({ members }) => members[email])
    .map(({ slug, members }) => `${members[email]} of ${slug}`)
    .join(', ')
