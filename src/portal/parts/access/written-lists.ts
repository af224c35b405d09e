// Lists as people write them in a form: methods in boxes and as text, and texts of several lines.

/** The methods that a form has a box for. */
export const USUAL_METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const

/** Returns the lines that are not empty, trimmed. */
export const linesOf = (text: string): string[] =>
  text
    .split(/[\r\n]+/)
    .map((line) => line.trim())
    .filter((line) => line !== '')

/** Returns words that are separated by spaces, commas or line breaks. */
export const wordsOf = (text: string): string[] => text.split(/[\s,]+/).filter((word) => word !== '')

export interface WrittenMethods {
  readonly methods: readonly string[]
  /** Methods without a box, as they were typed. */
  readonly otherMethods: string
}

export const methodsIn = (fields: URLSearchParams): WrittenMethods => ({
  methods: fields.getAll('method'),
  otherMethods: fields.get('other_methods') ?? '',
})

/** Writes methods into the boxes and the text. */
export const writeMethods = (methods: readonly string[]): WrittenMethods => ({
  methods: methods.filter((method) => isUsual(method)),
  otherMethods: methods.filter((method) => !isUsual(method)).join(' '),
})

/** Returns the methods that were written, each once. Typed methods may be in lower case. */
export const methodsOf = ({ methods, otherMethods }: WrittenMethods): string[] => [
  ...new Set([...methods, ...wordsOf(otherMethods).map((method) => method.toUpperCase())]),
]

const isUsual = (method: string): boolean => USUAL_METHODS.some((usual) => usual === method)
