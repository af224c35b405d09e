// The platform's own name and looks in a deployment, by the Worker's own reading: a mistake in them would stop everybody.

import { unstable_readConfig as readConfig } from 'wrangler'
import { Failure } from '../demo/failure.ts'
import { parseBrand } from '../src/core/brand.ts'

/** Throws a `Failure` that names each variable that is wrong. The file of the logo is checked as it is put into the build. */
export function requireBrand(configPath: string): void {
  const problems: string[] = []
  const { vars } = readConfig({ config: configPath })
  const { name } = parseBrand(vars, true, (variable, problem) => problems.push(`${variable} ${problem}.`))
  if (problems.length > 0) throw new Failure(problems.join('\n'))
  console.log(`   The platform’s name: ${name}`)
}
