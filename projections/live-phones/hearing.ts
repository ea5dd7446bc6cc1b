import type { Queryable, TableWrite } from '../../domain/kernel/projection.ts'
import { microsOfSeconds, type Micros } from '../../domain/kernel/time.ts'
import { holdTable, type TableShape } from '../directory/held-table.ts'

const nodeTable = {
  table: 'node',
  key: ['site', 'node'],
  columns: ['site', 'node', 'heard_us', 'is_behind'],
} as const satisfies TableShape<string>

/** Events of one instant come from several threads of Asterisk, and answers to actions have the time of their receipt. */
const disorder = microsOfSeconds(60)

/** How far each PBX was heard. */
interface Hearing {
  /**
   * Whether an event tells about now: a recording that is imported later does not. A clock that was set back does, where what came before
   * it did.
   */
  isNews(site: string, node: string, at: Micros, wentBack: boolean): boolean
  /** Its clock at its newest event; -Infinity when it was never heard. */
  heardUntil(site: string, node: string): Micros
  takeWrites(): TableWrite | undefined
}

export async function openHearing(sql: Queryable): Promise<Hearing> {
  const nodes = await holdTable(sql, nodeTable)
  return {
    isNews(site, node, at, wentBack) {
      const known = nodes.get(site, node)
      const heard = known ? Number(known.heard_us) : at
      const isNews = at >= heard - disorder || (wentBack && known?.is_behind === false)
      const heardNow = isNews && (wentBack || at > heard) ? at : heard
      if (!known || heardNow !== heard || known.is_behind === isNews)
        nodes.put({ site, node, heard_us: heardNow, is_behind: !isNews })
      return isNews
    },
    heardUntil(site, node) {
      const known = nodes.get(site, node)
      return known ? Number(known.heard_us) : -Infinity
    },
    takeWrites: () => nodes.takeWrites(),
  }
}
