import type { Position } from '../../../domain/kernel/event.ts'
import type { Cell, ClosedBefore } from '../../../domain/kernel/projection.ts'
import { microsOfSeconds, type Micros } from '../../../domain/kernel/time.ts'
import { callSecondOf } from '../../pbx-nodes.ts'
import { rowsOfContacts, rowsTiedTo, type ContactLog, type ContactTraces } from './contact-rows.ts'
import { contactTables } from './contact-tables.ts'
import { correctionOfCells } from '../corrections.ts'
import { joinWritten, type Contact, type ContactCache, type PbxNode, type WrittenContact } from './contacts.ts'
import { addRow, foundBy } from '../intake.ts'
import type { PbxNodes } from '../nodes.ts'
import type { ContactId, KeyOfNode, Stored } from '../stored.ts'

/** Brings contacts back into memory: what was written of them from the tables, their rows from the log. */
interface ContactLoader {
  /** Completes the contacts in memory that have one of the keys, where the tables know it. */
  complete(keys: readonly KeyOfNode[], upTo: Position): Promise<void>
  /** The contacts that a start of the PBX may have ended. */
  openAt(pbx: PbxNode, at: Micros, upTo: Position): Promise<readonly Contact[]>
}

export function contactLoader(
  stored: Stored,
  log: ContactLog,
  nodes: PbxNodes,
  cache: ContactCache,
  closedBefore: ClosedBefore,
): ContactLoader {
  async function load(ids: readonly ContactId[], upTo: Position): Promise<readonly Contact[]> {
    if (ids.length === 0) return []
    const written = await stored.written(ids)
    const traces = ids.map((id, index) => tracesOf(id, written[index] ?? {}))
    const rows = await rowsOfContacts(log, traces, upTo)
    return traces.map(({ site, node, keys }, index) => {
      const contact = cache.tie(nodes.of(site, node), keys)
      contact.written = joinWritten(contact.written, written[index] ?? {})
      for (const cells of written[index]?.correction ?? [])
        addRow(contact, { kind: 'correction', row: correctionOfCells(cells), keys: [] })
      for (const row of rows[index] ?? []) addRow(contact, row)
      return contact
    })
  }

  /**
   * The tables know nothing any more of a contact that was purged. To what comes now its older rows belong all the same; what people had
   * said when it was purged does not.
   */
  async function loadClosed(pbx: PbxNode, key: string, upTo: Position): Promise<void> {
    for (const row of await rowsTiedTo(log, { ...pbx, key }, upTo))
      if (row.kind !== 'correction' || closedBefore(pbx.site, row.row.position) === pbx.keptFrom)
        addRow(cache.tie(pbx, foundBy(row)), row)
  }

  return {
    async complete(keys, upTo) {
      if (keys.length === 0) return
      await load(await stored.contactsOf(keys), upTo)
      for (const { site, node, key } of keys) {
        const pbx = nodes.of(site, node)
        if (mayBeClosed(pbx, key) && !pbx.contacts.has(key)) await loadClosed(pbx, key, upTo)
      }
    },

    async openAt(pbx, at, upTo) {
      const ids = await stored.openAt(pbx.site, pbx.node, at)
      const inMemory = new Map<Cell, Contact>()
      for (const contact of cache.contacts())
        if (contact.pbx === pbx)
          for (const id of cellsOf(contact.written, 'contact', 'call_id')) inMemory.set(id, contact)
      const away = ids.filter(({ callId }) => !inMemory.has(callId))
      return [...ids.flatMap(({ callId }) => inMemory.get(callId) ?? []), ...(await load(away, upTo))]
    },
  }
}

/** A key tells when it began, where it has the usual form: a day is more than clocks are set. */
const mayBeClosed = ({ keptFrom }: PbxNode, key: string): boolean =>
  microsOfSeconds(callSecondOf(key) - 86_400) < keptFrom

const tracesOf = ({ site, node }: ContactId, written: WrittenContact): ContactTraces => ({
  site,
  node,
  keys: cellsOf(written, 'call_key', 'key').map(String),
})

function cellsOf<T extends 'contact' | 'call_key'>(
  written: WrittenContact,
  table: T,
  column: (typeof contactTables)[T]['columns'][number],
): readonly Cell[] {
  const place = (contactTables[table].columns as readonly string[]).indexOf(column)
  return (written[table] ?? []).map(cells => cells[place] ?? null)
}
