// Paths of the files that show the portal's brand. Pages outside the portal load them from the portal too.

import type { Brand } from '../core/brand.ts'

export const LOGO_PATH = '/assets/logo'
export const MARK_PATH = '/assets/mark.svg'

export const brandImagePath = ({ hasLogo }: Brand): string => (hasLogo ? LOGO_PATH : MARK_PATH)

export const accentPath = (accent: string): string => `/assets/accent-${accent.slice(1)}.css`
