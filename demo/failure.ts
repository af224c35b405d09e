/** Something that the person at the terminal can put right: they get the message, without a stack. */
export class Failure extends Error {
  override name = 'Failure'
}
