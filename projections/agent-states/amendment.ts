import { isSameRing } from '../../domain/agents/heard-rings.ts'
import type { Sign } from '../../domain/agents/signs.ts'
import { sameInstant } from '../../domain/calls/of-queues/queue-times.ts'
import { newestSigns, type Amendment, type Chain } from './chain.ts'
import type { RingChange } from './rings/heard-rings.ts'

interface Newest {
  /** What is behind it is still to come; null: nothing is. */
  readonly state: Pick<Chain['state'], 'newest'>
  readonly recent: Chain['recent']
}

/**
 * What changed rings make of the newest signs of an agent: what was said of them is taken back, and a row that tells of a ring tells of
 * one that was heard now.
 * @returns undefined: older signs may be others too, his days have to be folded again
 */
export function amendmentOf({ state, recent }: Newest, rings: readonly RingChange[]): Amendment | undefined {
  const amended = new Map<Sign, Sign | undefined>()
  const newest = rings.length === 0 ? [] : newestSigns({ recent })
  for (const { before, after } of rings) {
    for (const gone of before) {
      const applied = newest.find(sign => isSameSign(sign, gone))
      if (applied) amended.set(applied, undefined)
      else return undefined
    }
    const [was, is] = [heardOf(before), heardOf(after)]
    // A row that told of it may tell of another one now, or of none.
    if (was && (!isCovered(was) || endingsOf(was).some(row => !is || !isSameRing(row, is)))) return undefined
    if (!is) continue
    if (!isCovered(is)) return undefined
    for (const row of endingsOf(is)) {
      const applied = newest.find(sign => beginnings.has(sign.kind) && sign.position === row.position)
      if (!applied) return undefined
      if (applied.kind === 'RING') amended.set(applied, { ...applied, kind: 'RANG' })
    }
  }
  return amended

  /** The rings that rows tell of and that are this one, as they say when it began. */
  function endingsOf(heard: Sign): readonly Sign[] {
    return newest.flatMap(row => {
      if (!endings.has(row.kind) || row.length === null || row.length === 0) return []
      const rang = { ...row, at: row.at - row.length }
      return isSameRing(rang, heard) ? [rang] : []
    })
  }

  /** Whether all rows that may tell of the ring are among the newest signs, or still to come. */
  function isCovered(heard: Sign): boolean {
    const since = heard.at + (heard.length ?? 0) - sameInstant
    const [oldest] = newest
    return state.newest === null || state.newest < since || (oldest !== undefined && oldest.at < since)
  }
}

const beginnings: ReadonlySet<string> = new Set(['RING', 'RANG'])
const endings: ReadonlySet<string> = new Set(['MISSED', 'CANCELED', 'CONNECT'])

const heardOf = (signs: readonly Sign[]): Sign | undefined => signs.find(({ kind }) => kind === 'HEARD')

const isSameSign = (a: Sign, b: Sign): boolean =>
  a.kind === b.kind && a.at === b.at && a.position === b.position && a.node === b.node
