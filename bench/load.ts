// Generates load with autocannon, from one process that runs during the whole benchmark.

import { type ChildProcess, fork } from 'node:child_process'

export interface LoadRequest {
  readonly method?: 'GET' | 'POST'
  readonly path?: string
  readonly headers: Readonly<Record<string, string>>
  readonly body?: string
}

export interface Shot {
  readonly port: number
  /** Sent in turn, and distributed over the connections. */
  readonly requests: readonly LoadRequest[]
  readonly connections: number
  readonly seconds?: number
  /** The number of requests, instead of a duration. */
  readonly amount?: number
  /** Requests a second. Without it, as many as possible. */
  readonly rate?: number
}

export interface ShotResult {
  readonly requests: number
  readonly seconds: number
  /** Latencies in milliseconds. */
  readonly p50: number
  readonly p99: number
  /** The number of errors, timeouts and refusals. */
  readonly failed: number
}

export class Cannon {
  readonly #child: ChildProcess = fork(`${import.meta.dirname}/cannon.ts`)

  get pid(): number {
    return this.#child.pid ?? 0
  }

  fire(shot: Shot): Promise<ShotResult> {
    this.#child.send(shot)
    return new Promise((resolve) => this.#child.once('message', (result) => resolve(result as ShotResult)))
  }

  stop(): void {
    this.#child.disconnect()
  }
}
