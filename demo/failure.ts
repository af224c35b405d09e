/** An error that the person at the terminal can fix. The programs print its message without a stack trace. */
export class Failure extends Error {
  override name = 'Failure'
}
