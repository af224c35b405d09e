/** `interrupted`: the client or the origin closed the connection while a body was sent; the platform doesn't say which. */
export type OriginTrouble = 'timeout' | 'unreachable' | 'interrupted'

/** The origin gave no answer that can be passed on. */
export class OriginFailed extends Error {
  override name = 'OriginFailed'
  readonly trouble: OriginTrouble

  constructor(trouble: OriginTrouble) {
    super(trouble)
    this.trouble = trouble
  }
}
