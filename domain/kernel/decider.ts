/** Why a command was refused: which field, which rule, and what to do about it. */
export interface Rejection {
  readonly field: string
  readonly rule: string
  readonly message: string
}

export type Decision<E> =
  | { readonly accepted: true; readonly events: readonly E[] }
  | { readonly accepted: false; readonly rejections: readonly Rejection[] }

/** All the rules of one concept: pure, no clock, no I/O. A repeated command is accepted and changes nothing. */
export interface Decider<C, E, S> {
  readonly initial: S
  decide(command: C, state: S): Decision<E>
  evolve(state: S, event: E): S
}

export const accept = <E>(...events: readonly E[]): Decision<E> => ({ accepted: true, events })

export const nothingToDo: Decision<never> = { accepted: true, events: [] }

export const reject = (field: string, rule: string, message: string): Decision<never> => ({
  accepted: false,
  rejections: [{ field, rule, message }],
})

export const stateOf = <C, E, S>(decider: Decider<C, E, S>, events: readonly E[]): S =>
  events.reduce<S>((state, event) => decider.evolve(state, event), decider.initial)
