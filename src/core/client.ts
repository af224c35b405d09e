// Describes where a request came from, as the edge knows it.

export interface Client {
  readonly ip: string
  readonly userAgent: string
  /**
   * The digest of a random value that the browser keeps in a cookie. Undefined if the client is not a browser
   * on the portal.
   */
  readonly browser?: string
}
