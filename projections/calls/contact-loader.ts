import type { EventStore } from '../../domain/kernel/event-store.ts'
import type { Position } from '../../domain/kernel/event.ts'
import type { Cell } from '../../domain/kernel/projection.ts'
import type { Micros } from '../../domain/kernel/time.ts'
import { callTag } from '../../domain/pbx/facts.ts'
import { contactTables } from './contact-tables.ts'
import { joinWritten, type Contact, type ContactCache, type PbxNode, type WrittenContact } from './contacts.ts'
import { addRow, intakeOf, type IntakeRow } from './intake.ts'
import type { PbxNodes } from './nodes.ts'
import type { ContactId, KeyOfNode, Stored } from './stored.ts'

/** Brings contacts back into memory: what was written of them from the tables, their rows from the log. */
export interface ContactLoader {
  /** Completes the contacts in memory that have one of the keys, where the tables know it. */
  complete(keys: readonly KeyOfNode[], upTo: Position): Promise<void>
  /** The contacts that a start of the PBX may have ended. */
  openAt(pbx: PbxNode, at: Micros, upTo: Position): Promise<readonly Contact[]>
}

export function contactLoader(
  stored: Stored,
  log: Pick<EventStore, 'readTagged'>,
  nodes: PbxNodes,
  cache: ContactCache,
): ContactLoader {
  async function rowsOf({ site, node }: ContactId, keys: readonly string[], upTo: Position): Promise<IntakeRow[]> {
    const rows = new Map<Position, IntakeRow>()
    for (const key of keys)
      for await (const { events } of log.readTagged(callTag(site, node, key), { upTo }))
        for (const event of events) {
          if (rows.has(event.position)) continue
          const row = intakeOf(event)
          if (row) rows.set(event.position, row)
        }
    return [...rows.values()]
  }

  async function load(ids: readonly ContactId[], upTo: Position): Promise<readonly Contact[]> {
    if (ids.length === 0) return []
    const written = await stored.written(ids)
    const loaded: Contact[] = []
    for (const [index, id] of ids.entries()) {
      const found = written[index] ?? {}
      const keys = keysIn(found)
      const rows = await rowsOf(id, keys, upTo)
      const contact = cache.tie(nodes.of(id.site, id.node), keys, () => undefined)
      contact.written = joinWritten(contact.written, found)
      for (const row of rows) addRow(contact, row)
      loaded.push(contact)
    }
    return loaded
  }

  return {
    async complete(keys, upTo) {
      if (keys.length > 0) await load(await stored.contactsOf(keys), upTo)
    },

    async openAt(pbx, at, upTo) {
      const ids = await stored.openAt(pbx.site, pbx.node, at)
      const inMemory = new Map<Cell | undefined, Contact>()
      for (const contact of cache.contacts())
        if (contact.pbx === pbx) for (const id of idsIn(contact.written)) inMemory.set(id, contact)
      const away = ids.filter(({ callId }) => !inMemory.has(callId))
      return [...ids.flatMap(({ callId }) => inMemory.get(callId) ?? []), ...(await load(away, upTo))]
    },
  }
}

const keysIn = (written: WrittenContact): readonly string[] =>
  (written.call_key ?? []).map(cells => String(cells[contactTables.call_key.columns.indexOf('key')]))

const idsIn = (written: WrittenContact): readonly (Cell | undefined)[] =>
  (written.contact ?? []).map(cells => cells[contactTables.contact.columns.indexOf('call_id')])
