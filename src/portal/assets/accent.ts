import { type DerivedAccent, deriveAccent } from '../../core/accent.ts'

/**
 * Returns the stylesheet of one accent colour; null for another path. The policy of pages forbids inline
 * styles, so each colour needs a separate file. The address can hold only six hex digits, so nothing else
 * gets into the CSS. A visitor's forced colours take precedence.
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
