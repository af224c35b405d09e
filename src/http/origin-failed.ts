/**
 * `interrupted` means that the client or the origin closed the connection while a body was being sent. The
 * platform does not say which one.
 */
export type OriginTrouble = 'timeout' | 'unreachable' | 'interrupted'

/** Thrown if the origin gave no answer that can be forwarded. */
export class OriginFailed extends Error {
  override name = 'OriginFailed'
  readonly trouble: OriginTrouble

  constructor(trouble: OriginTrouble) {
    super(trouble)
    this.trouble = trouble
  }
}
