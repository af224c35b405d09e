import { PEOPLE, WORKSPACES } from './cast.ts'
import { portalOriginAt, workspaceOriginAt } from './edge-process.ts'

/** What to open, whom to be, and what next. */
export function describeDemo(port: number): string {
  const portal = portalOriginAt(port)
  const workspaces = WORKSPACES.map(({ slug, name }) => row(name, workspaceOriginAt(port, slug)))
  const people = PEOPLE.map(
    ({ email, password }) => `  ${email.padEnd(22)}${password.padEnd(28)}${rolesOf(email)}`,
  )
  return `
Sallyport is running. Open a workspace, sign in, and set up two-factor authentication:

${workspaces.join('\n')}
${row('Portal', portal)}
${row('API', `${portal}/docs`)}

  Account               Password                    Role
${people.join('\n')}

  Any authenticator app works (RFC 6238). To require one of everybody: sign in as an owner or admin,
  then ${portal}/workspaces/acme/settings/security
  The operator's API token is OPERATOR_TOKEN in .dev.vars; the edge's log is .demo/edge.log

Ctrl-C stops it, npm start goes on where it was, npm run reset forgets everything.
`
}

const row = (label: string, url: string) => `  ${label.padEnd(10)}${url}`

const rolesOf = (email: string): string =>
  WORKSPACES.filter(({ members }) => members[email])
    .map(({ slug, members }) => `${members[email]} of ${slug}`)
    .join(', ')
