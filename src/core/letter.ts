// Defines the parts of an email. Its plain text and its HTML are made from the same parts, so that they say
// the same.

export interface LetterLink {
  /** The address as the plain text shows it. */
  readonly text: string
  readonly href: string
}

export interface Letter {
  readonly title: string
  /** Facts such as the time and the browser, one line each. */
  readonly facts: readonly string[]
  /** The text of the mail. A line break in a paragraph stays a line break. */
  readonly paragraphs: readonly string[]
  /** The text at the end of every email. */
  readonly foot: string
  /**
   * The operator's addresses in the text. Nothing else becomes a link in the HTML. Otherwise a person could
   * choose a name that looks like a URL, and emails from the platform would link to it.
   */
  readonly links: readonly LetterLink[]
}

/** Returns the plain text of an email. */
export const textOf = ({ title, facts, paragraphs, foot }: Letter): string =>
  `${[title, ...(facts.length > 0 ? [facts.join('\n')] : []), ...paragraphs, foot].join('\n\n')}\n`
