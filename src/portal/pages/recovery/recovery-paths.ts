/** The pages that the links in the mails of a recovery lead to. A token follows each. */
export const RECOVER = '/recover'
export const STOP_RECOVERY = '/stop-recovery'

/** The page of a person who has lost every second factor, after the first factor. */
export const LOST = '/sign-in/lost'

/**
 * Tells whether a return path is a page of a recovery: the one that sets up a new factor, or the one that sends another
 * link. A login without a code may open it.
 */
export const isToRecover = (returnTo: string): boolean =>
  returnTo === LOST || /^\/recover\/[\w-]+$/.test(returnTo)
