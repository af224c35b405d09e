import { type DerivedAccent, deriveAccent } from '../../core/accent.ts'

/**
 * The stylesheet of one accent colour, by its name: a page may load no style of its own, and this one is made of six digits
 * alone. Where somebody has colours of their own forced, theirs stay.
 */
export function accentStylesheet(pathname: string): string | null {
  const [, digits] = /^\/assets\/accent-([0-9a-f]{6})\.css$/.exec(pathname) ?? []
  if (!digits) return null
  const light = variables(deriveAccent(`#${digits}`, 'light'))
  const dark = variables(deriveAccent(`#${digits}`, 'dark'))
  return `@media (forced-colors: none) {
:root, .in-light { ${light} }
@media (prefers-color-scheme: dark) { :root { ${dark} } }
.in-dark { ${dark} }
}
`
}

const variables = ({ accent, ink, soft }: DerivedAccent) =>
  `--accent: ${accent}; --accent-ink: ${ink}; --accent-soft: ${soft};`
