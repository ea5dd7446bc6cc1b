import type { EventStore } from '../../domain/kernel/event-store.ts'
import type { Position } from '../../domain/kernel/event.ts'
import type { Queryable } from '../../domain/kernel/projection.ts'
import { microsOfSeconds } from '../../domain/kernel/time.ts'
import type { NamesInLog } from '../../domain/panels/names.ts'
import type { PanelChange, PanelWriting } from '../../domain/panels/panel-index.ts'
import { rowDocument } from '../../domain/panels/row-document.ts'
import { visitDocument, visitDocumentId, type VisitOfPanel } from '../../domain/panels/visit-document.ts'
import { callTag, queueLogRowOf, queueLogRowRecorded, type QueueLogRow } from '../../domain/pbx/facts.ts'
import { meaningOf } from '../../domain/pbx/queue-log-meaning.ts'
import { rounding } from '../../domain/pbx/queue-log-rounding.ts'
import type { CallKey } from '../calls/types.ts'
import { namesACall } from '../queue-visits/intake.ts'
import { nameKept } from '../queue-visits/names.ts'
import visitColumnsSql from '../queue-visits/sql/visit-columns.sql'
import { visitOfRecord, type VisitRecord } from '../queue-visits/queries/visits.ts'
import callsNearSql from './sql/calls-near.sql'
import excludedCallsSql from './sql/excluded-calls.sql'
import visitsLostAtSql from './sql/visits-lost-at.sql'
import visitsOfSql from './sql/visits-of.sql'
import {
  callName,
  columnsOf,
  restartColumns,
  touchedCalls,
  type Restart,
  type Touched,
  type TouchedCall,
} from './touched.ts'

/** What the documents are read from: the tables of the read models, and the log for earlier rows of a call. */
export interface PanelSources {
  readonly sql: Queryable
  readonly log: Pick<EventStore, 'readTagged'>
  readonly names: NamesInLog
  /** Of the index that is written: which documents may have to be removed. */
  readonly held: PanelWriting['held']
}

/** The newest epoch second that callids of each PBX began with so far: what is beyond it is a new call, without earlier rows. */
export interface CallSeconds {
  isNew(call: CallKey): boolean
  see(calls: readonly CallKey[]): void
}

type VisitFound = Omit<VisitOfPanel, 'excluded'> & { readonly positions: readonly Position[] }

/** What a page of the log tells of the calls of queues. */
interface QueueLogPage {
  readonly rows: readonly QueueLogRow[]
  /** Those of the rows that say so. */
  readonly restarts: readonly Restart[]
  /** Calls of which it tells something besides, by every name of theirs. */
  readonly toldBesides: readonly TouchedCall[]
  /** Its end: rows behind it come with theirs. */
  readonly through: Position
}

/**
 * The documents of the queue_log rows of a page and of the visits that they have a say in. With a visit all rows of its call are written anew,
 * since each names its visit.
 */
export async function queueLogChanges(
  sources: PanelSources,
  page: QueueLogPage,
  seconds: CallSeconds,
): Promise<PanelChange[]> {
  const { rows, restarts, toldBesides } = page
  const touched = touchedCalls()
  for (const { version, ...call } of toldBesides) touched.touch(call, version)
  for (const row of rows) if (namesACall(row.callid)) touched.touch(callOf(row), row.position)
  await touchLost(sources, restarts, touched)
  const rowsOfCalls = await rowsOfTouched(sources, page, seconds, touched)
  seconds.see(touched.all())

  const excluded = await excludedOf(sources, touched.all())
  const visits = await visitsOfTouched(sources, touched.all())
  const visitAt = new Map(visits.flatMap(visit => visit.positions.map(at => [at, visitDocumentId(visit)] as const)))
  const documents = [
    ...rows.filter(row => !namesACall(row.callid)).map(row => ({ row, version: row.position })),
    ...rowsOfCalls.map(row => ({ row, version: touched.of(callOf(row))?.version ?? row.position })),
  ]
  return [
    ...documents.map(({ row, version }) =>
      written(
        rowDocument(row, version, sources.names.upTo(version), {
          visit: visitAt.get(row.position),
          excluded: excluded.has(callName(callOf(row))),
        }),
      ),
    ),
    ...visits.map(visit => {
      const version = touched.of(visit)?.version ?? Math.max(...visit.positions)
      return written(
        visitDocument({ ...visit, excluded: excluded.has(callName(visit)) }, version, sources.names.upTo(version)),
      )
    }),
    ...(await visitsGone(sources, touched.all(), visits)),
  ]
}

const written = (document: ReturnType<typeof rowDocument>): PanelChange => ({ change: 'WRITE', document })

const callOf = ({ site, node, callid }: QueueLogRow): CallKey => ({ site, node, callId: callid })

async function touchLost({ sql }: PanelSources, restarts: readonly Restart[], touched: Touched): Promise<void> {
  if (restarts.length === 0) return
  const { rows } = await sql.query<CallKey & { restart: number }>(visitsLostAtSql, restartColumns(restarts))
  for (const { restart, ...call } of rows) touched.touch(call, restarts[restart - 1]?.position ?? 0)
}

/**
 * All rows of the touched calls as far as the log goes then. Calls that an end under another callid may tie to them are touched too: one of the
 * two has a visit or a row more or less by the other (domain/queues/lineage.ts).
 */
async function rowsOfTouched(
  sources: PanelSources,
  { rows: ofPage, through }: QueueLogPage,
  seconds: CallSeconds,
  touched: Touched,
): Promise<readonly QueueLogRow[]> {
  const ofPageByCall = new Map<string, QueueLogRow[]>()
  for (const row of ofPage) {
    const known = ofPageByCall.get(callName(callOf(row)))
    if (known) known.push(row)
    else ofPageByCall.set(callName(callOf(row)), [row])
  }
  const all: QueueLogRow[] = []
  let fresh = touched.all()
  while (fresh.length > 0) {
    const older = fresh.filter(call => !seconds.isNew(call))
    const rows = await rowsInLog(sources, older, through)
    const isOlder = new Set(older)
    for (const call of fresh) if (!isOlder.has(call)) rows.push(...(ofPageByCall.get(callName(call)) ?? []))
    for (const row of rows) all.push(row)
    fresh = await touchNear(sources, rows, touched)
  }
  return all
}

async function rowsInLog({ log }: PanelSources, calls: readonly CallKey[], upTo: Position) {
  const rows: QueueLogRow[] = []
  if (calls.length === 0) return rows
  const tags = calls.map(({ site, node, callId }) => callTag(site, node, callId))
  for await (const { events } of log.readTagged(tags, { upTo }))
    for (const event of events) if (event.type === queueLogRowRecorded) rows.push(queueLogRowOf(event))
  return rows
}

interface MeetingPoint extends Pick<QueueLogRow, 'site' | 'node' | 'queue'> {
  /** null: of a wait. */
  readonly agent: string | null
  readonly since: number
  readonly version: Position
}

/** @returns the calls that were not touched before */
async function touchNear({ sql }: PanelSources, rows: readonly QueueLogRow[], touched: Touched) {
  const points = rows.flatMap(row => meetingPointsOf(row, touched.of(callOf(row))?.version ?? row.position))
  if (points.length === 0) return []
  const { rows: near } = await sql.query<CallKey & { point: number }>(callsNearSql, [
    points.map(({ site }) => site),
    points.map(({ node }) => node),
    points.map(({ queue }) => queue),
    points.map(({ agent }) => agent),
    points.map(({ since }) => since),
    rounding,
  ])
  const fresh = near.filter(({ point, ...call }) => touched.touch(call, points[point - 1]?.version ?? 0))
  return fresh.flatMap(({ site, node, callId }): TouchedCall[] => {
    const call = touched.of({ site, node, callId })
    return call ? [call] : []
  })
}

/** Where a conversation or wait that the row begins or ends may meet an end under another callid. */
function meetingPointsOf(row: QueueLogRow, version: Position): MeetingPoint[] {
  const { site, node, at } = row
  const place = { site, node, queue: nameKept(row.queue), version }
  const talk = (since: number): MeetingPoint => ({ ...place, agent: nameKept(row.agent), since })
  const wait = (seconds: number | undefined): MeetingPoint[] =>
    seconds === undefined ? [] : [{ ...place, agent: null, since: at - microsOfSeconds(seconds) }]
  const meaning = meaningOf(row)
  switch (meaning.event) {
    case 'ENTERQUEUE':
      return wait(0)
    case 'CONNECT':
      return [talk(at), ...wait(meaning.holdSeconds)]
    case 'ABANDON':
    case 'EXITWITHTIMEOUT':
    case 'EXITWITHKEY':
    case 'EXITEMPTY':
    case 'LEAVEEMPTY':
    case 'WITHDRAW':
      return wait(meaning.waitSeconds)
    case 'COMPLETEAGENT':
    case 'COMPLETECALLER':
    case 'TRANSFER':
    case 'BLINDTRANSFER':
    case 'ATTENDEDTRANSFER':
      return meaning.talkSeconds === undefined ? [] : [talk(at - microsOfSeconds(meaning.talkSeconds))]
    default: // nobody begins or ends to wait or talk
      return []
  }
}

/** The names of those of the calls that people have excluded from the figures. */
async function excludedOf({ sql }: PanelSources, calls: readonly TouchedCall[]): Promise<ReadonlySet<string>> {
  if (calls.length === 0) return new Set()
  const { rows } = await sql.query<CallKey>(excludedCallsSql, columnsOf(calls))
  return new Set(rows.map(callName))
}

async function visitsOfTouched({ sql }: PanelSources, calls: readonly CallKey[]): Promise<readonly VisitFound[]> {
  if (calls.length === 0) return []
  const { rows } = await sql.query<VisitRecord & Pick<VisitFound, 'missedRings' | 'positions'>>(
    visitsOfSql.replace('{columns}', visitColumnsSql),
    columnsOf(calls),
  )
  return rows.map(({ missedRings, positions, ...record }) => {
    const visit = visitOfRecord(record)
    return { ...visit, wrapUp: visit.wrapUp ?? null, flags: visit.flags ?? [], missedRings, positions }
  })
}

/** Visits are numbered from 1: those behind the last are gone. */
async function visitsGone(
  { held }: PanelSources,
  calls: readonly TouchedCall[],
  visits: readonly VisitFound[],
): Promise<PanelChange[]> {
  const last = new Map(visits.map(visit => [callName(visit), visit.visitNumber]))
  const gone: PanelChange[] = []
  let asked = calls.map(call => ({ ...call, visitNumber: (last.get(callName(call)) ?? 0) + 1 }))
  while (asked.length > 0) {
    const there = await held('VISIT', asked.map(visitDocumentId))
    const more = asked.filter(visit => there.has(visitDocumentId(visit)))
    for (const visit of more)
      gone.push({ change: 'REMOVE', kind: 'VISIT', id: visitDocumentId(visit), version: visit.version })
    asked = more.map(visit => ({ ...visit, visitNumber: visit.visitNumber + 1 }))
  }
  return gone
}
