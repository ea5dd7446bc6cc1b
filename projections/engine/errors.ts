import type { Position } from '../../domain/kernel/event.ts'

/** Another process owns the build now, or it was replaced: what we wanted to write was not written. */
export class Fenced extends Error {
  override readonly name = 'Fenced'
}

/** The projection does not go on by itself. The message says which event, and why. */
export class ProjectionStopped extends Error {
  override readonly name = 'ProjectionStopped'
  readonly projection: string

  constructor(projection: string, why: string, options?: ErrorOptions) {
    super(`Projection ${projection} stopped: ${why}`, options)
    this.projection = projection
  }
}

/** waitUntilProcessed gave up; the projections go on. */
export class NotProcessedInTime extends Error {
  override readonly name = 'NotProcessedInTime'

  constructor(position: Position, behind: readonly Behind[]) {
    const names = behind.map(({ name, position: at, waitsForSwitch }) =>
      waitsForSwitch ? `${name} (at ${at}; its new version waits for rebuild ${name} --switch)` : `${name} (at ${at})`,
    )
    super(`The log's position ${position} is not yet in: ${names.join(', ')}. Ask again later; see ringledger status.`)
  }
}

interface Behind {
  readonly name: string
  readonly position: Position
  readonly waitsForSwitch?: boolean
}

/**
 * Classes of SQLSTATE that say nothing about the data: connection, transaction state and conflict, lock, resources, operator,
 * system.
 * All others (data exception, constraint, syntax, ...) come back however often the same is tried.
 */
const passingStates = /^(08|25|40|53|55|57|58|XX)/
const passingCodes = /^(ECONN|EPIPE|ETIMEDOUT|ENOTFOUND|EAI_AGAIN|EHOST|ENET|ENOSPC|EMFILE)/
const brokenConnection = /Connection terminated|connection error|Client was closed|not queryable|timeout expired/i

/** Whether trying the same again later can succeed. Looks through causes: stores and pools wrap what they report. */
export function isPassing(error: unknown): boolean {
  for (let at = error; at instanceof Error; at = at.cause) {
    const { code } = at as { code?: unknown }
    if (typeof code === 'string' && (passingStates.test(code) || passingCodes.test(code))) return true
    if (at.name === 'DatabaseUnreachable' || brokenConnection.test(at.message)) return true
  }
  return false
}
