import { aliasKey, mayNameInterface } from '../../domain/agents/aliases.ts'
import type { TableWrite } from '../../domain/kernel/projection.ts'
import type { Micros } from '../../domain/kernel/time.ts'
import { noChanges, tableWrite } from '../table-writes.ts'
import type { AgentRow } from './rows.ts'
import { daysOf } from './site-days.ts'

export interface InterfaceDay {
  readonly site: string
  readonly node: string
  /** As aliasKey gives it. */
  readonly key: string
  /** Start of the UTC day. */
  readonly day: Micros
}

export interface WantedDays extends Omit<InterfaceDay, 'day'> {
  readonly from: Micros
  readonly to: Micros
}

/**
 * On which days rows name an agent by an interface. Each login that comes late may tell whom they are about; without this every one of
 * them would have the log read up to the next login at that line, mostly for nothing.
 */
interface InterfaceDays {
  see(rows: readonly AgentRow[]): void
  write(): TableWrite
}

/** Days that are known to be written are not written again; of older ones that are forgotten, once more. */
const rememberedAtMost = 10_000

export function createInterfaceDays(): InterfaceDays {
  const remembered = new Set<string>()
  let fresh: InterfaceDay[] = []

  return {
    see(rows) {
      for (const row of rows) {
        const key = mayNameInterface(row) ? aliasKey(row.agent) : undefined
        if (key === undefined) continue
        const { site, node } = row
        for (const day of daysOf(row.signs)) {
          const name = [day, site, node, key].join('\0')
          if (remembered.has(name)) continue
          remembered.add(name)
          fresh.push({ site, node, key, day })
        }
      }
    },

    write() {
      const changes = noChanges()
      for (const { site, node, key, day } of fresh) changes.replace.push([site, node, key, day])
      fresh = []
      if (remembered.size > rememberedAtMost) remembered.clear()
      return tableWrite('interface_day', ['site', 'node', 'key', 'day_us'], 4, changes)
    },
  }
}
