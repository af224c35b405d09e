// Writes log lines. This is the only console call. Each event is one line of JSON with the fields listed
// here.
//
// No field is for a secret, code, cookie, token or body, so that none of them reaches the log.

interface LogFields {
  readonly event: string
  readonly reason?: string
  readonly incident?: string
  readonly variable?: string
  readonly problem?: string
  readonly host?: string
  readonly method?: string
  readonly path?: string
  readonly status?: number
  readonly accountId?: string
  readonly sessionId?: string
  readonly workspace?: string
  readonly provider?: string
  /** The id of a workspace's rule. */
  readonly rule?: string
  /** The id of a service token. */
  readonly service?: string
  readonly notice?: string
  readonly carrier?: string
  readonly attempt?: number
  readonly count?: number
  readonly left?: number
  readonly scope?: string
  readonly id?: number
  readonly hash?: string
  readonly error?: string
  readonly stack?: string
}

export function log(level: 'info' | 'warn' | 'error', fields: LogFields): void {
  console[level](JSON.stringify(fields))
}
