// A mail in parts, from which its plain text and its HTML are made: both say the same.

export interface LetterLink {
  /** As it stands in the plain text. */
  readonly text: string
  readonly href: string
}

export interface Letter {
  readonly title: string
  /** A line each. */
  readonly facts: readonly string[]
  /** Plain text. A line break in a paragraph stays one. */
  readonly paragraphs: readonly string[]
  /** What every mail ends with. */
  readonly foot: string
  /** The operator's addresses in it. In the HTML nothing else is a link, whatever people have called themselves. */
  readonly links: readonly LetterLink[]
}

export const textOf = ({ title, facts, paragraphs, foot }: Letter): string =>
  `${[title, ...(facts.length > 0 ? [facts.join('\n')] : []), ...paragraphs, foot].join('\n\n')}\n`
