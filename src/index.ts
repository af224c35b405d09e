// Entry point of the whole edge: gate, portal, API and cron.
//
// Everything except the gate is imported on first use. An isolate that only guards workspaces loads the gate
// alone.

import { PORTAL_PARSERS } from './core/portal-parsers.ts'
import { loadRing } from './flows/edge/ring.ts'
import { asset } from './portal/assets/asset.ts'
import { createWorker, type Duties, secondsNow } from './worker.ts'

const DUTIES: Duties = {
  parsers: PORTAL_PARSERS,

  async askPortal(request, url, keyless) {
    const file = asset(request, url)
    if (file) return file
    const edge = { ...keyless, ring: await loadRing(keyless) }
    const isForPrograms = url.pathname.startsWith('/api/') || url.pathname === '/openapi.json'
    if (isForPrograms || url.pathname === '/docs') {
      const { api } = await import('./api/app.ts')
      return api.fetch(request, { edge })
    }
    const { portal } = await import('./portal/app.tsx')
    return portal.fetch(request, { edge })
  },

  async runScheduled(keyless, cron) {
    const { runScheduled } = await import('./flows/upkeep/scheduled.ts')
    return runScheduled(keyless, cron)
  },
}

export const createEdge = (clock: () => number) => createWorker(clock, DUTIES)

export default createEdge(secondsNow)
