// Values of the edge with one letter changed.

/**
 * Returns the text with another first letter. A fixed letter is not enough: a random value begins with it once
 * in 64 times, and the text would then be the right one.
 */
export const withOtherStart = (text: string): string => `${text.startsWith('A') ? 'B' : 'A'}${text.slice(1)}`
