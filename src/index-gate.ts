// Entry point of the Worker on workspace routes. It contains only the gate, so that an isolate starts sooner.
// Another Worker serves the portal's host.

import { answer } from './refusals/answer.ts'
import { createWorker, secondsNow } from './worker.ts'

const { fetch } = createWorker(secondsNow, {
  // The gate delivers no notices, and its pages show no address of the support.
  parsers: { parseNotices: () => ({ webhook: null, mailFrom: null }), parseSupport: () => null },
  askPortal: async (request, _url, { config }) => answer(request, 'misdirected', config),
  runScheduled: async () => {},
})

export default { fetch }
