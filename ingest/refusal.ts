/**
 * An input that is not taken at all: the user gave the wrong thing. Says which, what it looks like, and what is
 * expected.
 */
export class InputRefused extends Error {
  override readonly name = 'InputRefused'
  readonly input: string
  /** The message without the input's name. */
  readonly problem: string

  constructor(input: string, problem: string) {
    super(`${input}: ${problem}`)
    this.input = input
    this.problem = problem
  }
}
