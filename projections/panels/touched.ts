import type { Position } from '../../domain/kernel/event.ts'
import type { CallKey } from '../calls/types.ts'

/** A call that events have a say in, and the position of the last of them: the version of its documents. */
export interface TouchedCall extends CallKey {
  readonly version: Position
}

/** The calls that a page of the log is about, each once. */
export interface Touched {
  /** @returns whether it was not touched before */
  touch(key: CallKey, version: Position): boolean
  of(key: CallKey): TouchedCall | undefined
  all(): readonly TouchedCall[]
}

export function touchedCalls(): Touched {
  const calls = new Map<string, TouchedCall>()
  return {
    touch({ site, node, callId }, version) {
      const name = callName({ site, node, callId })
      const known = calls.get(name)
      if (!known || known.version < version) calls.set(name, { site, node, callId, version })
      return !known
    },
    of: key => calls.get(callName(key)),
    all: () => [...calls.values()],
  }
}

export const callName = ({ site, node, callId }: CallKey): string => `${site}\0${node}\0${callId}`

/** Sites, nodes and names as three arrays of the same length: what the statements take. */
export const columnsOf = (keys: readonly CallKey[]): [sites: string[], nodes: string[], names: string[]] => [
  keys.map(({ site }) => site),
  keys.map(({ node }) => node),
  keys.map(({ callId }) => callId),
]

/** A start of a PBX: what went on in it is over. */
export interface Restart {
  readonly site: string
  readonly node: string
  readonly at: number
  readonly position: Position
}

export const restartColumns = (
  restarts: readonly Restart[],
): [sites: string[], nodes: string[], instants: number[]] => [
  restarts.map(({ site }) => site),
  restarts.map(({ node }) => node),
  restarts.map(({ at }) => at),
]
