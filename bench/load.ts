// Load by autocannon, from one process that stays for the whole run.

import { type ChildProcess, fork } from 'node:child_process'

export interface LoadRequest {
  readonly method?: 'GET' | 'POST'
  readonly path?: string
  readonly headers: Readonly<Record<string, string>>
  readonly body?: string
}

export interface Shot {
  readonly port: number
  /** In turn, dealt out to the connections. */
  readonly requests: readonly LoadRequest[]
  readonly connections: number
  readonly seconds?: number
  /** How many requests, instead of for how long. */
  readonly amount?: number
  /** Requests a second, as against as many as there can be. */
  readonly rate?: number
}

export interface ShotResult {
  readonly requests: number
  readonly seconds: number
  /** Latencies in milliseconds. */
  readonly p50: number
  readonly p99: number
  /** Errors, timeouts, and answers that refuse. */
  readonly failed: number
}

export class Cannon {
  readonly #child: ChildProcess = fork(`${import.meta.dirname}/cannon.ts`)

  fire(shot: Shot): Promise<ShotResult> {
    this.#child.send(shot)
    return new Promise((resolve) => this.#child.once('message', (result) => resolve(result as ShotResult)))
  }

  stop(): void {
    this.#child.disconnect()
  }
}
