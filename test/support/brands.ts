// The platform under Sallyport's name, and under a brand.

import { parseBrand } from '../../src/core/brand.ts'

const refuse = (variable: string, problem: string) => {
  throw new Error(`${variable} ${problem}`)
}

export const OURS = parseBrand({}, false, refuse)

export const NORTHWIND_SET = {
  BRAND_NAME: 'Northwind Cloud',
  BRAND_ACCENT: '#B4005A',
  BRAND_SUPPORT: 'https://help.northwind.example/contact',
}
export const NORTHWIND = parseBrand(NORTHWIND_SET, false, refuse)
