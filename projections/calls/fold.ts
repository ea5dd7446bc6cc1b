import type { RecordedEvent } from '../../domain/kernel/event.ts'
import type { Fold } from '../../domain/kernel/projection.ts'
import type { Micros } from '../../domain/kernel/time.ts'
import { queueLogRowRecorded, type QueueLogFact } from '../../domain/pbx/facts.ts'
import { changesSomething } from '../table-writes.ts'
import { contactLoader } from './contact-loader.ts'
import type { ContactLog } from './contact-rows.ts'
import { contactWrites } from './contact-writes.ts'
import { contactCache, isCertainlyNew, type Contact, type PbxNode, type RowsAtMost } from './contacts.ts'
import { addRow, intakeOf } from './intake.ts'
import { pbxNodes } from './nodes.ts'
import { readContact } from './reading.ts'
import type { KeyOfNode, Stored } from './stored.ts'

/** How much a fold keeps in memory, whatever the length of the log, and how it reads again what it has let go. */
export interface Capacity {
  /** Of CEL, queue_log and the manager interface together, of the contacts that are in memory. */
  readonly rows: RowsAtMost
  /** From so many contacts on, neighbours in time are read from the log together. */
  readonly togetherFrom: number
}

const usualCapacity: Capacity = { rows: { ofContactsGoingOn: 40_000, ofContactsOver: 8_000 }, togetherFrom: 16 }

/**
 * Turns facts into calls. The tables are a function of the set of facts, not of how they were cut into pages or in which order they came:
 * rows that share a uniqueid or linkedid are one contact, which is read anew from all its rows whenever one is added; only what is
 * different is written. A row may make two contacts one: then the id of the older one stays.
 */
export async function foldOver(stored: Stored, log: ContactLog, capacity: Capacity = usualCapacity): Promise<Fold> {
  const nodes = pbxNodes(await stored.beginning())
  const cache = contactCache(capacity.rows)
  const loader = contactLoader(stored, log, nodes, cache, capacity.togetherFrom)

  return {
    async page(events) {
      const first = events[0]
      if (!first) return []
      const changed = new Set<Contact>()
      const perhapsKnown: KeyOfNode[] = []
      const restarts: { readonly pbx: PbxNode; readonly at: Micros }[] = []
      cache.onGone = (gone, into) => {
        if (changed.delete(gone)) changed.add(into)
      }

      for (const event of events) {
        const pbx = nodes.of(event.site ?? '', event.node ?? '')
        if (isStart(event) && nodes.restart(pbx, event.occurredAt)) restarts.push({ pbx, at: event.occurredAt })
        const row = intakeOf(event)
        if (!row) continue
        const contact = cache.tie(pbx, row.keys, key => {
          if (!isCertainlyNew(pbx, key)) perhapsKnown.push({ site: pbx.site, node: pbx.node, key })
        })
        addRow(contact, row)
        changed.add(contact)
      }
      // What is in memory from here on is whole: the rows of earlier pages from the log, those of this one from the page.
      const before = first.position - 1
      await loader.complete(perhapsKnown, before)
      for (const { pbx, at } of restarts)
        for (const contact of await loader.openAt(pbx, at, before)) changed.add(contact)

      const writes = contactWrites()
      for (const contact of changed) writes.write(contact, readContact(contact))
      cache.trim(changed)
      return [...writes.tables(), ...nodes.writes()].filter(changesSomething)
    },
  }
}

/** The PBX started: no call lives through that (contact-center 3.2). */
const isStart = (event: RecordedEvent): boolean =>
  event.type === queueLogRowRecorded && (event.data as unknown as QueueLogFact).event === 'QUEUESTART'
