// The platform under Sallyport's name, and under a brand.

import { parseBrand } from '../../src/core/brand.ts'
import { parseSupport } from '../../src/core/brand-support.ts'

const RULES = { isLogoBuilt: false, parseSupport }

const refuse = (variable: string, problem: string) => {
  throw new Error(`${variable} ${problem}`)
}

export const OURS = parseBrand({}, RULES, refuse)

export const NORTHWIND_SET = {
  BRAND_NAME: 'Northwind Cloud',
  BRAND_ACCENT: '#B4005A',
  BRAND_SUPPORT: 'https://help.northwind.example/contact',
}
export const NORTHWIND = parseBrand(NORTHWIND_SET, RULES, refuse)
