// The words of the page that is being written, for whatever stands on it.

import { getContext } from 'hono/context-storage'
import type { Words } from '../../words/words.ts'
import type { PortalEnv } from './context.ts'

/** Those of the request, for a part of a page that has nothing else to do with it. */
export const useWords = (): Words => getContext<PortalEnv>().var.words
