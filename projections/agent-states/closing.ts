import type { Sign } from '../../domain/agents/signs.ts'
import type { Micros } from '../../domain/kernel/time.ts'

/**
 * What is left of a sign of time that was closed when its row came (docs/adr/0016-purge.md): a login, a talk or a ring that the row tells of counts as
 * if it had begun at the bound. As a rule, so that it is the same however the log is cut into pages.
 * @param from the bound
 */
export function signFrom(from: Micros, sign: Sign): Sign {
  const { at, kind, length } = sign
  if (at >= from) return sign
  const isRing = kind === 'RING' || kind === 'RANG'
  return { ...sign, at: from, length: isRing && length !== null ? length - (from - at) : length }
}
