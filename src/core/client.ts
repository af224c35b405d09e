// Where a request came from, as the edge knows it.

export interface Client {
  readonly ip: string
  readonly userAgent: string
  /** The digest of a random value of its own; none where it is not a browser on the portal. */
  readonly browser?: string
}
