/** Whom to ask, in words: what the operator has set for it, if anything. */
export const contactInWords = (contact: string | null): string => contact ?? 'whoever runs this platform'
