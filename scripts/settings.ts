// Reads the settings that only the operator knows from the environment, and asks at the terminal for the
// missing ones.

import { createInterface } from 'node:readline/promises'
import { Failure } from '../demo/failure.ts'

export interface Settings {
  readonly portalOrigin: string
  /** Route patterns of the workspaces' hosts, such as `*.apps.example.com/*`. */
  readonly workspaceRoutes: readonly string[]
  /** The Cloudflare zone of those hosts. */
  readonly zone: string
  /**
   * The platform's name and appearance, as far as the environment has them. The operator is not asked for
   * them.
   */
  readonly brand: Readonly<Record<string, string>>
}

type Variable = 'PORTAL_ORIGIN' | 'WORKSPACE_ROUTES' | 'ZONE_NAME'

const QUESTIONS: Readonly<Record<Variable, string>> = {
  PORTAL_ORIGIN: 'The portal’s web origin, a host of its own (https://auth.example.com)',
  WORKSPACE_ROUTES: 'Routes of the workspaces’ hosts, separated by commas (*.apps.example.com/*)',
  ZONE_NAME: 'The Cloudflare zone of those hosts (example.com)',
}

const EXAMPLES: Readonly<Record<Variable, string>> = {
  PORTAL_ORIGIN: 'https://auth.example.com',
  WORKSPACE_ROUTES: '*.apps.example.com/*',
  ZONE_NAME: 'example.com',
}

export const describeVariables = (): string =>
  Object.entries(QUESTIONS)
    .map(([variable, question]) => `  ${variable.padEnd(18)}${question}`)
    .join('\n')

/** Reads and checks all settings. A dry run uses example values for the missing ones and asks nothing. */
export async function readSettings({ isDryRun }: { isDryRun: boolean }): Promise<Settings> {
  if (isDryRun) nameExamples()
  const read = async (variable: Variable) =>
    findSet(variable) || (isDryRun ? EXAMPLES[variable] : await ask(variable))
  return parseSettings({
    PORTAL_ORIGIN: await read('PORTAL_ORIGIN'),
    WORKSPACE_ROUTES: await read('WORKSPACE_ROUTES'),
    ZONE_NAME: await read('ZONE_NAME'),
  })
}

const findSet = (variable: Variable) => process.env[variable]?.trim()

const BRAND = ['BRAND_NAME', 'BRAND_LOGO', 'BRAND_ACCENT', 'BRAND_SUPPORT', 'BRAND_FOOTER']

function findBrand(): Readonly<Record<string, string>> {
  const set = BRAND.map((name) => [name, process.env[name]?.trim() ?? ''] as const)
  return Object.fromEntries(set.filter(([, value]) => value !== ''))
}

/** Says which values of the plan are examples. Otherwise they could pass for the operator's own. */
function nameExamples(): void {
  const unset = (Object.keys(EXAMPLES) as Variable[]).filter((variable) => !findSet(variable))
  if (unset.length === 0) return
  const examples = unset.map((variable) => `  ${variable}="${EXAMPLES[variable]}"`).join('\n')
  console.log(`These are not set in the environment, so the plan uses example values:\n\n${examples}\n`)
}

function parseSettings(written: Readonly<Record<Variable, string>>): Settings {
  const portalOrigin = written.PORTAL_ORIGIN.replace(/\/$/, '')
  const url = URL.canParse(portalOrigin) ? new URL(portalOrigin) : null
  if (url?.protocol !== 'https:' || url.origin !== portalOrigin || url.port !== '') {
    throw new Failure(
      'PORTAL_ORIGIN must be an https web origin without port or path: https://auth.example.com',
    )
  }
  const workspaceRoutes = written.WORKSPACE_ROUTES.split(',').map((route) => route.trim())
  for (const route of workspaceRoutes) requireWholeHost(route)
  const zone = written.ZONE_NAME.trim().toLowerCase()
  if (!/^[a-z0-9-]+(\.[a-z0-9-]+)+$/.test(zone)) throw new Failure('ZONE_NAME must be a domain: example.com')
  return { portalOrigin, workspaceRoutes, zone, brand: findBrand() }
}

/** Requires a route to cover all paths of a host. Otherwise the remaining paths would bypass the gate. */
function requireWholeHost(route: string): void {
  if (/^[a-z0-9.*-]+\/\*$/.test(route)) return
  throw new Failure(`WORKSPACE_ROUTES: "${route}" must be a host with all of its paths: *.apps.example.com/*`)
}

async function ask(variable: Variable): Promise<string> {
  if (!process.stdin.isTTY) {
    throw new Failure(`Set ${variable} in the environment for the first deployment. ${QUESTIONS[variable]}.`)
  }
  const terminal = createInterface({ input: process.stdin, output: process.stdout })
  const answer = await terminal.question(`${QUESTIONS[variable]}: `)
  terminal.close()
  return answer.trim()
}
