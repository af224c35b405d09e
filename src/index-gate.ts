// The entry of the Worker on the workspaces' routes: the gate and nothing else, so that an isolate of it starts sooner.
// The portal's host is another Worker's.

import { answer } from './refusals/answer.ts'
import { createWorker, secondsNow } from './worker.ts'

const { fetch } = createWorker(secondsNow, {
  askPortal: async (request, _url, { config }) => answer(request, 'misdirected', config),
  runScheduled: async () => {},
})

export default { fetch }
