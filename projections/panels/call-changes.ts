import type { Position, RecordedEvent } from '../../domain/kernel/event.ts'
import { callDocument, callDocumentId, type CallOfPanel } from '../../domain/panels/call-document.ts'
import type { PanelChange } from '../../domain/panels/panel-index.ts'
import { intakeOf } from '../calls/intake.ts'
import type { CallKey } from '../calls/types.ts'
import type { PanelSources } from './queue-log-changes.ts'
import callsOfSql from './sql/calls-of.sql'
import contactsLostAtSql from './sql/contacts-lost-at.sql'
import contactsOfKeysSql from './sql/contacts-of-keys.sql'
import keysOfContactsSql from './sql/keys-of-contacts.sql'
import { callName, columnsOf, restartColumns, touchedCalls, type Restart, type Touched } from './touched.ts'

type Sources = Pick<PanelSources, 'sql' | 'names' | 'held'>

/** The documents of the calls that the events of a page have a say in: by their own rows, or because the PBX started again. */
export async function callChanges(
  sources: Sources,
  events: readonly RecordedEvent[],
  restarts: readonly Restart[],
): Promise<PanelChange[]> {
  const contacts = touchedCalls()
  await touchNamed(sources, events, contacts)
  await touchLost(sources, restarts, contacts)
  if (contacts.all().length === 0) return []

  const { rows: calls } = await sources.sql.query<CallOfPanel>(callsOfSql, columnsOf(contacts.all()))
  const versionOf = (key: CallKey): Position => contacts.of(key)?.version ?? 0
  return [
    ...calls.map((call): PanelChange => {
      const version = versionOf(call)
      return { change: 'WRITE', document: callDocument(call, version, sources.names.upTo(version)) }
    }),
    ...(await callsGone(sources, contacts, calls)),
  ]
}

async function touchNamed({ sql }: Sources, events: readonly RecordedEvent[], contacts: Touched): Promise<void> {
  const names = touchedCalls()
  for (const event of events) {
    const { site = '', node = '', position } = event
    for (const key of intakeOf(event)?.keys ?? []) names.touch({ site, node, callId: key }, position)
  }
  const asked = names.all()
  if (asked.length === 0) return
  const { rows } = await sql.query<CallKey & { asked: number }>(contactsOfKeysSql, columnsOf(asked))
  for (const { asked: number, ...contact } of rows) contacts.touch(contact, asked[number - 1]?.version ?? 0)
}

async function touchLost({ sql }: Sources, restarts: readonly Restart[], contacts: Touched): Promise<void> {
  if (restarts.length === 0) return
  const { rows } = await sql.query<CallKey & { restart: number }>(contactsLostAtSql, restartColumns(restarts))
  for (const { restart, ...contact } of rows) contacts.touch(contact, restarts[restart - 1]?.position ?? 0)
}

/**
 * Calls that were tied to others, or that are named by an older channel now: the documents by all other names of the contact are not
 * true any more.
 */
async function callsGone({ sql, held }: Sources, contacts: Touched, calls: readonly CallKey[]): Promise<PanelChange[]> {
  const touched = contacts.all()
  const { rows } = await sql.query<{ asked: number; key: string }>(keysOfContactsSql, columnsOf(touched))
  const present = new Set(calls.map(callName))
  const others = rows.flatMap(({ asked, key }) => {
    const contact = touched[asked - 1]
    if (!contact || (key === contact.callId && present.has(callName(contact)))) return []
    return [{ id: callDocumentId({ ...contact, callId: key }), version: contact.version }]
  })
  const there = await held(
    'CALL',
    others.map(({ id }) => id),
  )
  return others
    .filter(({ id }) => there.has(id))
    .map(({ id, version }): PanelChange => ({ change: 'REMOVE', kind: 'CALL', id, version }))
}
