// Fires one shot of load for each message, in its own process, so that the load does not slow down the
// measurement.

import autocannon from 'autocannon'
import type { LoadRequest, Shot, ShotResult } from './load.ts'
import { quantile } from './spread.ts'

process.on('message', async (shot: Shot) => process.send?.(await fire(shot)))
process.on('disconnect', () => process.exit())

function fire({ port, requests, connections, seconds = 1, amount, rate }: Shot): Promise<ShotResult> {
  const hands = deal(requests, connections)
  const latencies: number[] = [] // autocannon's own are in whole milliseconds
  let refused = 0
  let begun = 0
  let ended = 0
  return new Promise((resolve, reject) => {
    const options: autocannon.Options = {
      url: `http://127.0.0.1:${port}`,
      connections,
      setupClient: (client) => client.setRequests(hands.pop() ?? requests.map(writeRequest)),
      timeout: 30,
      ...(amount === undefined ? { duration: seconds } : { amount }),
      ...(rate === undefined ? {} : { overallRate: rate }),
    }
    const instance = autocannon(options, (error, { errors }) => {
      if (error) return reject(error)
      const seconds = (ended - begun) / 1000
      resolve({
        requests: latencies.length,
        seconds,
        p50: quantile(latencies, 0.5),
        p99: quantile(latencies, 0.99),
        failed: refused + errors,
      })
    })
    begun = performance.now()
    instance.on('response', (_client, status, _bytes, milliseconds) => {
      latencies.push(milliseconds)
      ended = performance.now()
      if (status < 200 || status > 399) refused++
    })
  })
}

function deal(requests: readonly LoadRequest[], connections: number): autocannon.Request[][] {
  const hands = Array.from(
    { length: Math.min(connections, requests.length) },
    () => [] as autocannon.Request[],
  )
  for (const [index, request] of requests.entries()) hands[index % hands.length]?.push(writeRequest(request))
  return hands
}

const writeRequest = ({ method = 'GET', path = '/', headers, body }: LoadRequest): autocannon.Request => ({
  method,
  path,
  headers: { ...headers },
  ...(body === undefined ? {} : { body }),
})
