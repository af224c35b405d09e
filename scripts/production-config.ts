// wrangler.production.toml: made once from wrangler.toml, with the operator's own addresses and the ids of what was
// created for them. From then on it is the operator's file; nothing in it is secret.

import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { Failure } from '../demo/failure.ts'
import type { Settings } from './settings.ts'
import { splitWorkers, type Workers } from './workers.ts'

const inProject = (name: string) => fileURLToPath(new URL(`../${name}`, import.meta.url))
const TEMPLATE = inProject('wrangler.toml')
const NAME = 'wrangler.production.toml'

const PORTAL_ORIGIN = /^PORTAL_ORIGIN = "(.*)"$/m
const NO_DATABASE = /^database_id = "0{8}-0{4}-0{4}-0{4}-0{12}"$/m
const NO_NAMESPACE = /^id = "0{32}"$/m

const HEADING = `# Made by npm run deploy from wrangler.toml. It is yours now: change it, commit it. No secrets in it.
# Two Workers come of it: routes of other hosts than the portal's go to sallyport-gate, all else to both (docs/deploy.md).
# To have the database elsewhere, make it yourself (wrangler d1 create sallyport --jurisdiction eu) and put its id here.
`

export class ProductionConfig {
  readonly name = NAME
  readonly path = inProject(NAME)
  #text: string
  #isSaved: boolean

  private constructor(text: string, isSaved: boolean) {
    this.#text = text
    this.#isSaved = isSaved
  }

  static find(): ProductionConfig | null {
    const path = inProject(NAME)
    return existsSync(path) ? new ProductionConfig(readFileSync(path, 'utf8'), true) : null
  }

  static make({ portalOrigin, workspaceRoutes, zone, brand }: Settings): ProductionConfig {
    const routes = [
      `  { pattern = ${JSON.stringify(new URL(portalOrigin).host)}, custom_domain = true },`,
      ...workspaceRoutes.map(
        (pattern) => `  { pattern = ${JSON.stringify(pattern)}, zone_name = ${JSON.stringify(zone)} },`,
      ),
    ]
    const template = readFileSync(TEMPLATE, 'utf8')
    const vars = Object.entries({ PORTAL_ORIGIN: portalOrigin, ...brand })
    const lines = vars.map(([name, value]) => `${name} = ${JSON.stringify(value)}`)
    const withOrigin = replaceOnce(template, PORTAL_ORIGIN, lines.join('\n'))
    // Before the first table: a key after it would belong to the table.
    const text = replaceOnce(withOrigin, /^\[/m, `routes = [\n${routes.join('\n')}\n]\n\n[`)
    return new ProductionConfig(HEADING + text, false)
  }

  get text(): string {
    return this.#text
  }

  get isSaved(): boolean {
    return this.#isSaved
  }

  get portalOrigin(): string {
    const origin = PORTAL_ORIGIN.exec(this.#text)?.[1]
    if (origin?.startsWith('https://')) return origin
    throw new Failure(`${NAME} must have a line PORTAL_ORIGIN = "https://…".`)
  }

  get workers(): Workers {
    return splitWorkers(this.#text, this.portalOrigin)
  }

  get lacksDatabase(): boolean {
    return NO_DATABASE.test(this.#text)
  }

  get lacksNamespace(): boolean {
    return NO_NAMESPACE.test(this.#text)
  }

  saveDatabase(id: string): void {
    this.#text = replaceOnce(this.#text, NO_DATABASE, `database_id = ${JSON.stringify(id)}`)
    this.save()
  }

  saveNamespace(id: string): void {
    this.#text = replaceOnce(this.#text, NO_NAMESPACE, `id = ${JSON.stringify(id)}`)
    this.save()
  }

  save(): void {
    writeFileSync(this.path, this.#text)
    this.#isSaved = true
  }
}

/** Lines that a later release has added to wrangler.toml and that the operator's file doesn't have. */
export function describeDrift({ text }: ProductionConfig): string[] {
  const own = new Set(text.split('\n').map((line) => line.trim()))
  const missing = readFileSync(TEMPLATE, 'utf8')
    .split('\n')
    .filter((line) => line.trim() !== '' && !line.startsWith('#') && !own.has(line.trim()))
    .filter((line) => ![PORTAL_ORIGIN, NO_DATABASE, NO_NAMESPACE].some((ours) => ours.test(line)))
  return missing.map((line) => `Note: wrangler.toml has this line, ${NAME} does not: ${line}`)
}

function replaceOnce(text: string, pattern: RegExp, replacement: string): string {
  if (!pattern.test(text)) throw new Failure(`wrangler.toml no longer has ${pattern}: mend scripts/deploy.`)
  return text.replace(pattern, () => replacement)
}
