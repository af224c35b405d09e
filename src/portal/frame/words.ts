// The words of the page that is being written, for whatever stands on it.

import { getContext } from 'hono/context-storage'
import type { Edge } from '../../flows/edge/edge.ts'
import type { Words } from '../../words/words.ts'
import type { PortalEnv } from './context.ts'

/** Those of the request, for a part of a page that has nothing else to do with it. */
export const useWords = (): Words => getContext<PortalEnv>().var.words

/** The request's view of the edge, for a part whose facts don't bring what it needs of the configuration or the clock. */
export const useEdge = (): Edge => getContext<PortalEnv>().var.edge
