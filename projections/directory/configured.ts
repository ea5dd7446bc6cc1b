import { agentGroups, agents } from '../../domain/agents/configured-agents.ts'
import { pauseReasons } from '../../domain/agents/pause-reasons.ts'
import { eventTypesOf } from '../../domain/configuration/commands.ts'
import type { Values } from '../../domain/configuration/check-value.ts'
import { evolve, type ConfigurationEvent } from '../../domain/configuration/configuration.ts'
import { keyOf, type ObjectKind } from '../../domain/configuration/kind.ts'
import type { RecordedEvent } from '../../domain/kernel/event.ts'
import type { Cell, Queryable, TableWrite } from '../../domain/kernel/projection.ts'
import { numberFields, phonebookEntries } from '../../domain/phonebook/phonebook-entries.ts'
import { queues } from '../../domain/queues/configured-queues.ts'
import { conferenceRooms } from '../../domain/routing/conference-rooms.ts'
import { groups } from '../../domain/routing/groups.ts'
import { incalls } from '../../domain/routing/incalls.ts'
import { schedules } from '../../domain/routing/schedules/schedules.ts'
import { users } from '../../domain/users/configured-users.ts'
import { labels } from '../../domain/users/labels.ts'
import { browserEndpointOf, dialledBy, lines, type Line } from '../../domain/users/lines.ts'
import { canonicalNumber } from '../calls/search/numbers.ts'
import { dialActionFields, dialActionOf, type DialAction } from './dial-actions.ts'
import { heldStretches, type StoredStretches, type StretchTable, type Stretches } from './stretches.ts'

/** What a column tells of the object. */
interface Column {
  of(value: Values, key: string, kind: ObjectKind): Cell
  after(before: Cell, event: ConfigurationEvent, kind: ObjectKind): Cell
}

/** A kind that figures are shown or cut with. */
interface NamedKind {
  readonly kind: ObjectKind
  readonly table: string
  readonly key: string
  /** What the read models call the object that has this key; the key itself when left out. */
  readonly nameOf?: (key: string) => string
  readonly columns: Readonly<Record<string, Column>>
}

/** A field, in the words of the read models. */
const field = (name: string, cell: (value: unknown, key: string) => Cell = value => value as Cell): Column => ({
  of: (value, key, { fields }) => cell(value[name] ?? fields[name]?.initial ?? null, key),
  after(before, event) {
    const change = event.change === 'changed' ? event.changes[name] : undefined
    return change ? cell(change.to, event.key) : before
  },
})

/** All its fields as JSON, for who interprets them. */
const whole: Column = {
  of: value => JSON.stringify(value),
  after(before, event, kind) {
    const { id, key } = event
    const object = { id, key, revision: 0, value: JSON.parse(before as string) as Values }
    return JSON.stringify(evolve(object, event, new Map([[kind.name, kind]]))?.value ?? null)
  },
}

type DialActions = Readonly<Record<string, DialAction>>

/** By event where its calls go then, as JSON: `{"noanswer":["user","ann"]}`. null: nowhere. */
function leadsTo(fields: Readonly<Record<string, string>>): Column {
  const cell = (actions: DialActions): Cell => (Object.keys(actions).length === 0 ? null : JSON.stringify(actions))
  const withAction = (actions: DialActions, event: string, to: unknown): DialActions => {
    const { [event]: _, ...others } = actions
    return to === null || to === undefined
      ? others
      : { ...others, [event]: dialActionOf(to as Parameters<typeof dialActionOf>[0]) }
  }
  return {
    of: value =>
      cell(
        Object.entries(fields).reduce<DialActions>(
          (actions, [event, name]) => withAction(actions, event, value[name]),
          {},
        ),
      ),
    after(before, event) {
      if (event.change !== 'changed') return before
      let actions = before === null ? {} : (JSON.parse(before as string) as DialActions)
      for (const [name, changed] of Object.entries(fields)) {
        const change = event.changes[changed]
        if (change) actions = withAction(actions, name, change.to)
      }
      return cell(actions)
    },
  }
}

/** What queue_log calls the agent with a number (pbx-configuration §7.2). */
const memberName = (number: string): string => `Agent/${number}`

/** The channels of a line, as members of queues and participants of calls are called by. */
function interfacesOf(endpoint: Line['endpoint'], line: string): readonly string[] {
  if ('custom' in endpoint) return dialledBy({ endpoint })
  const names = 'uniqueAccount' in endpoint ? [line, browserEndpointOf(line)] : [line]
  return names.map(name => `PJSIP/${name}`)
}

/** `officeNumber` is the column office_number. */
const columnOf = (name: string): string => name.replace(/[A-Z]/g, letter => `_${letter.toLowerCase()}`)

/** What numbers are compared by; a meeting room has none. */
const telephoneNumber = (number: string | null): string | null =>
  number?.startsWith('video:') ? null : canonicalNumber(number)

const named: readonly NamedKind[] = [
  {
    kind: queues,
    table: 'configured_queue',
    key: 'queue',
    columns: {
      display_name: field('displayName'),
      number: field('number'),
      context: field('context'),
      schedule: field('schedule'),
      board_limits: field('boardLimits', limits => (limits === null ? null : JSON.stringify(limits))),
      weight: field('weight'),
      leads_to: leadsTo(dialActionFields.queue),
    },
  },
  {
    kind: agentGroups,
    table: 'configured_agent_group',
    key: 'agent_group',
    columns: { display_name: field('displayName'), description: field('description') },
  },
  {
    kind: agents,
    table: 'configured_agent',
    key: 'agent',
    nameOf: memberName,
    columns: { first_name: field('firstName'), last_name: field('lastName'), agent_group: field('group') },
  },
  {
    kind: lines,
    table: 'configured_line',
    key: 'line',
    columns: {
      number: field('number'),
      context: field('context'),
      provisioning_code: field('provisioningCode'),
      interfaces: field('endpoint', (endpoint, line) => interfacesOf(endpoint as Line['endpoint'], line)),
    },
  },
  {
    kind: users,
    table: 'configured_user',
    key: 'user_key',
    columns: {
      first_name: field('firstName'),
      last_name: field('lastName'),
      agent: field('agent', number => (number === null ? null : memberName(number as string))),
      lines: field('lines'),
      labels: field('labels'),
      user_field: field('userField'),
      mobile: field('mobilePhoneNumber', number => canonicalNumber(number as string | null)),
      leads_to: leadsTo(dialActionFields.user),
    },
  },
  {
    kind: phonebookEntries,
    table: 'configured_phonebook_entry',
    key: 'entry',
    columns: {
      display_name: field('displayName'),
      ...Object.fromEntries(
        numberFields.map(name => [columnOf(name), field(name, number => telephoneNumber(number as string | null))]),
      ),
    },
  },
  {
    kind: labels,
    table: 'configured_label',
    key: 'label',
    columns: { display_name: field('displayName'), description: field('description') },
  },
  {
    kind: incalls,
    table: 'configured_incall',
    key: 'incall',
    columns: {
      number: field('number'),
      context: field('context'),
      enabled: field('enabled'),
      leads_to: leadsTo(dialActionFields.incall),
    },
  },
  {
    kind: groups,
    table: 'configured_group',
    key: 'call_group',
    columns: {
      number: field('number'),
      context: field('context'),
      enabled: field('enabled'),
      leads_to: leadsTo(dialActionFields.group),
    },
  },
  {
    kind: conferenceRooms,
    table: 'configured_conference_room',
    key: 'room',
    columns: { number: field('number'), context: field('context'), enabled: field('enabled') },
  },
  { kind: schedules, table: 'configured_schedule', key: 'schedule', columns: { definition: whole } },
  {
    kind: pauseReasons,
    table: 'configured_pause_reason',
    key: 'reason',
    columns: { label: field('label'), payable: field('payable') },
  },
]

const tableOf = ({ table, key, columns }: NamedKind): StretchTable => ({ table, key, columns: Object.keys(columns) })

/** The tables that the events are folded into. */
export const configuredTables: readonly StretchTable[] = named.map(tableOf)

export const namingTypes = eventTypesOf(named.map(({ kind }) => kind))

interface Configured {
  apply(event: RecordedEvent): void
  takeWrites(): (TableWrite | undefined)[]
}

/** Who had which name, group and line from when to when, by the clock of the decisions: what reports show is as of their rows. */
export async function openConfigured(sql: Queryable): Promise<Configured> {
  const held = new Map<string, StoredStretches>()
  for (const of of named) held.set(of.table, await heldStretches(sql, tableOf(of)))
  return {
    apply: event => applyConfigured(event, held),
    takeWrites: () => [...held.values()].map(stretches => stretches.takeWrites()),
  }
}

/**
 * @param held by table: what is not there is not kept
 * @throws for an event that cannot be read; nothing has changed then
 */
export function applyConfigured(
  { data, site, occurredAt }: Pick<RecordedEvent, 'data' | 'site' | 'occurredAt'>,
  held: ReadonlyMap<string, Stretches>,
): void {
  if (site === undefined) throw new Error('an event of the configuration belongs to no site')
  const event = data as unknown as ConfigurationEvent
  const of = named.find(({ kind }) => kind.name === event.kind)
  const stretches = of && held.get(of.table)
  if (!stretches) return
  for (const kind of named) {
    const others = held.get(kind.table)
    if (others) beginBuiltIn(kind, others, site)
  }
  const key = (of.nameOf ?? same)(event.key)
  if (event.change === 'removed') stretches.end(site, key, occurredAt)
  else {
    const cells = cellsAfter(event, of, stretches.newest(site, key)?.cells)
    if (cells) stretches.set(site, key, event.id, occurredAt, cells)
  }
}

const same = (key: string): string => key

/** Objects that nobody had to define are there from the start. */
function beginBuiltIn({ kind, columns }: NamedKind, stretches: Stretches, site: string): void {
  for (const value of kind.builtIn) {
    const key = keyOf(kind, value)
    if (!stretches.newest(site, key))
      stretches.set(site, key, `${kind.name}:${key}`, 0, cellsOf(value, key, columns, kind))
  }
}

/** @returns undefined where nothing was defined before */
function cellsAfter(
  event: ConfigurationEvent,
  { kind, columns }: NamedKind,
  before: readonly Cell[] | undefined,
): readonly Cell[] | undefined {
  if (event.change === 'defined') return cellsOf(event.value, event.key, columns, kind)
  if (!before) return undefined
  return Object.values(columns).map((column, index) => column.after(before[index] ?? null, event, kind))
}

const cellsOf = (value: Values, key: string, columns: NamedKind['columns'], kind: ObjectKind): readonly Cell[] =>
  Object.values(columns).map(column => column.of(value, key, kind))
