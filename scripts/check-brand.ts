// Checks the platform's name and appearance before a deployment, with the Worker's own parser. Otherwise a
// mistake in them would stop the whole edge.

import { unstable_readConfig as readConfig } from 'wrangler'
import { Failure } from '../demo/failure.ts'
import { parseBrand } from '../src/core/brand.ts'
import { parseSupport } from '../src/core/brand-support.ts'

/**
 * Throws a `Failure` that names each wrong variable. The logo's file is checked later, by the build
 * (brand-logo.ts).
 */
export function requireBrand(configPath: string): void {
  const problems: string[] = []
  const { vars } = readConfig({ config: configPath })
  const { name } = parseBrand(vars, { isLogoBuilt: true, parseSupport }, (variable, problem) =>
    problems.push(`${variable} ${problem}.`),
  )
  if (problems.length > 0) throw new Failure(problems.join('\n'))
  console.log(`   The platform’s name: ${name}`)
}
