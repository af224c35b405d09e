// Reads and writes wrangler.production.toml. The first deployment makes it from wrangler.toml, with the
// operator's own addresses and the ids of the created database and namespace. From then on the file belongs
// to the operator. It holds no secrets.

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

const HEADING = `# Made by npm run deploy from wrangler.toml. The file is yours now: edit it and commit it. It holds no secrets.
# npm run deploy makes two Workers from it. Routes of other hosts than the portal's go to sallyport-gate.
# Everything else applies to both (docs/deploy.md).
# To choose the database's location, create it yourself (wrangler d1 create sallyport --jurisdiction eu) and put its id here.
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
    // Routes must come before the first table. TOML would read them as keys of that table otherwise.
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

/** Lists the lines that a later release added to wrangler.toml and that the operator's file lacks. */
export function describeDrift({ text }: ProductionConfig): string[] {
  const own = new Set(text.split('\n').map((line) => line.trim()))
  const missing = readFileSync(TEMPLATE, 'utf8')
    .split('\n')
    .filter((line) => line.trim() !== '' && !line.startsWith('#') && !own.has(line.trim()))
    .filter((line) => ![PORTAL_ORIGIN, NO_DATABASE, NO_NAMESPACE].some((ours) => ours.test(line)))
  return missing.map((line) => `Note: ${NAME} lacks this line of wrangler.toml: ${line}`)
}

function replaceOnce(text: string, pattern: RegExp, replacement: string): string {
  if (!pattern.test(text))
    throw new Failure(`wrangler.toml no longer has ${pattern}. Update scripts/production-config.ts.`)
  return text.replace(pattern, () => replacement)
}
