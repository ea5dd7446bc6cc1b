import type { CallbackEvent, CallbackRequested } from '../../domain/callbacks/request-events.ts'
import type { RecordedEvent } from '../../domain/kernel/event.ts'
import type { Fold, Queryable } from '../../domain/kernel/projection.ts'
import { changesSomething, noChanges, tableWrite, type TableChanges } from '../table-writes.ts'
import { cellsOf, requestColumns, selected, ticketColumns } from './rows.ts'
import type { CallbackRequestRow, CallbackTicketRow } from './types.ts'

/** Requests of a page as they stand, with what the page changes. */
interface Page {
  readonly requests: Map<string, Held<CallbackRequestRow>>
  readonly tickets: Map<string, Held<CallbackTicketRow>>
}

interface Held<R> {
  readonly row: R
  /** Whether the table has it, as it was. */
  readonly isStored: boolean
  readonly isChanged: boolean
}

/** Each page looks up the requests that it goes on with: however many there are, only these are in memory. */
export const openFold = (sql: Queryable): Fold => ({
  async page(events) {
    if (events.length === 0) return []
    const page = await stored(sql, events)
    for (const event of events) take(page, event)
    return [
      tableWrite('request', Object.values(requestColumns), 2, changesOf(page.requests, requestColumns)),
      tableWrite('ticket', Object.values(ticketColumns), 3, changesOf(page.tickets, ticketColumns)),
    ].filter(changesSomething)
  },
})

const nameOf = (...parts: readonly string[]): string => JSON.stringify(parts)

async function stored(sql: Queryable, events: readonly RecordedEvent[]): Promise<Page> {
  const made = new Set(events.filter(({ type }) => type === 'CallbackRequested').map(placeOf))
  const others = [...new Map(events.filter(event => !made.has(placeOf(event))).map(event => [placeOf(event), event]))]
  const held = <R>(row: R): Held<R> => ({ row, isStored: true, isChanged: false })
  if (others.length === 0) return { requests: new Map(), tickets: new Map() }
  const values = [others.map(([, event]) => event.site ?? ''), others.map(([, event]) => callbackOf(event).id)]
  const asked = 'unnest($1::text[], $2::text[]) as asked (site, id)'
  const requests = await sql.query<CallbackRequestRow>(
    `select ${selected(requestColumns, 'r')} from ${asked} join request r on r.site = asked.site and r.id = asked.id`,
    values,
  )
  const tickets = await sql.query<CallbackTicketRow>(
    `select ${selected(ticketColumns, 't')} from ${asked} join ticket t on t.site = asked.site and t.request = asked.id`,
    values,
  )
  return {
    requests: new Map(requests.rows.map(row => [nameOf(row.site, row.id), held(row)])),
    tickets: new Map(tickets.rows.map(row => [nameOf(row.site, row.request, row.id), held(row)])),
  }
}

const callbackOf = ({ data }: RecordedEvent): CallbackEvent => data as unknown as CallbackEvent
const placeOf = (event: RecordedEvent): string => nameOf(event.site ?? '', callbackOf(event).id)

function changesOf<R extends object>(
  held: ReadonlyMap<string, Held<R>>,
  columns: Readonly<Record<string, string>>,
): TableChanges {
  const changes = noChanges()
  for (const { row, isStored, isChanged } of held.values())
    if (isChanged) (isStored ? changes.replace : changes.insert).push(cellsOf(columns, row))
  return changes
}

function put<R>(held: Map<string, Held<R>>, name: string, row: R): void {
  held.set(name, { row, isStored: held.get(name)?.isStored ?? false, isChanged: true })
}

/** What an event of a request does to its row, and to that of its ticket. */
function take({ requests, tickets }: Page, recorded: RecordedEvent): void {
  const event = callbackOf(recorded)
  const { site = '', occurredAt: updatedAt } = recorded
  const place = nameOf(site, event.id)
  if (event.type === 'CallbackRequested') return put(requests, place, newRow(event, recorded))
  const request = requests.get(place)?.row
  if (!request) throw new Error(`${recorded.stream}: ${event.type} of a request that was never made`)
  const change = (more: Partial<CallbackRequestRow>) => put(requests, place, { ...request, updatedAt, ...more })
  switch (event.type) {
    case 'CallbackTaken':
      return change({ takenBy: event.agent })
    case 'CallbackReleased':
      return change({ takenBy: null })
    case 'CallbackStarted': {
      const { ticket, agent, phoneNumber } = event
      const { dueDate, periodName } = request
      put(tickets, nameOf(site, event.id, ticket), {
        site,
        request: event.id,
        id: ticket,
        agent,
        phoneNumber,
        dueDate,
        periodName,
        status: null,
        comment: null,
        startedAt: updatedAt,
        updatedAt,
      })
      return change({ attempts: request.attempts + 1 })
    }
    case 'CallbackTicketUpdated': {
      const { ticket, status, comment } = event
      const name = nameOf(site, event.id, ticket)
      const known = tickets.get(name)?.row
      if (known) put(tickets, name, { ...known, status, comment, updatedAt })
      return change(status === null ? {} : { lastStatus: status, lastComment: comment })
    }
    case 'CallbackRescheduled': {
      const { dueDate, period, periodName, periodStart, periodEnd } = event
      return change({ dueDate, period, periodName, periodStart, periodEnd, takenBy: null })
    }
    case 'CallbackClosed':
      return change({ closed: true, takenBy: null })
  }
}

/** The request of a stream as it stands after these events; undefined: they make none. */
export function requestOf(events: readonly RecordedEvent[]): CallbackRequestRow | undefined {
  const page: Page = { requests: new Map(), tickets: new Map() }
  for (const event of events) take(page, event)
  const [request] = page.requests.values()
  return request?.row
}

function newRow({ type: _, ...wish }: CallbackRequested, recorded: RecordedEvent): CallbackRequestRow {
  const { site = '', position: reference, occurredAt, actor } = recorded
  return {
    ...wish,
    site,
    reference,
    takenBy: null,
    closed: false,
    attempts: 0,
    lastStatus: null,
    lastComment: null,
    requestedAt: occurredAt,
    updatedAt: occurredAt,
    requestedBy: actor ?? null,
  }
}
