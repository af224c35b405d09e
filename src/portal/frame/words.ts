// Gives the parts of a page the words and the edge of the request.

import { getContext } from 'hono/context-storage'
import type { Edge } from '../../flows/edge/edge.ts'
import type { Words } from '../../words/words.ts'
import type { PortalEnv } from './context.ts'

/** Returns the words of the current request. */
export const useWords = (): Words => getContext<PortalEnv>().var.words

/** Returns the current request's edge, for a part that needs its configuration or clock. */
export const useEdge = (): Edge => getContext<PortalEnv>().var.edge
