import type { EventStore } from '../../../domain/kernel/event-store.ts'
import type { Position } from '../../../domain/kernel/event.ts'
import { isoOf } from '../../../domain/kernel/time.ts'
import { sites, type Site, type SiteEvent } from '../../../domain/sites/sites.ts'
import { listQuarantine, retryQuarantined, showQuarantined, type QuarantineEntry } from '../../../ingest/quarantine.ts'
import { celFieldsOf } from '../../known-node.ts'
import { withOpened } from '../../open.ts'
import { textOption, type Command, type Invocation, type OptionValues } from '../command.ts'
import { troubleOnly } from '../quiet-log.ts'
import type { Terminal } from '../terminal.ts'
import { UsageError } from '../usage-error.ts'

interface Place {
  readonly site: string
  readonly node: string
  readonly clockZone: string
}

/** Rows that no parser has understood: stored, counted, and read again when a newer parser is there. */
export const quarantineCommand: Command = {
  name: 'quarantine',
  summary: 'list, show or retry the rows that could not be understood',
  usage:
    'list [--site SITE] [--node NODE] [--all]\n       ringledger quarantine show POSITION\n       ringledger quarantine retry [POSITION...] [--cel-fields NAME,...]',
  options: {
    site: { type: 'string' },
    node: { type: 'string' },
    all: { type: 'boolean' },
    'cel-fields': { type: 'string' },
  },
  run(invocation) {
    const [action, ...rest] = invocation.words
    const positions = rest.map(positionOf)
    switch (action) {
      case 'list':
        return withPlaces(invocation, list)
      case 'show': {
        const [position] = positions
        if (position === undefined)
          throw new UsageError('say which row: its position stands first in `ringledger quarantine list`')
        return withPlaces(invocation, asked => show(asked, position))
      }
      case 'retry':
        return withPlaces(invocation, asked => retry(asked, positions))
      default:
        throw new UsageError(
          action === undefined ? 'say what to do: list, show or retry' : `there is no quarantine ${action}`,
        )
    }
  },
}

interface Asked {
  readonly store: EventStore
  /** The nodes that --site and --node name. */
  readonly places: readonly Place[]
  readonly options: OptionValues
  readonly terminal: Terminal
}

function withPlaces(
  { options, terminal, dataDirectory }: Invocation,
  act: (asked: Asked) => Promise<number>,
): Promise<number> {
  const site = textOption(options, 'site')
  const node = textOption(options, 'node')
  return withOpened({ dataDirectory, log: troubleOnly(terminal) }, async ({ store }) => {
    const places = (await placesOf(store)).filter(
      place => (site === undefined || place.site === site) && (node === undefined || place.node === node),
    )
    return act({ store, places, options, terminal })
  })
}

async function list({ store, places, options, terminal }: Asked): Promise<number> {
  const entries: (QuarantineEntry & Place)[] = []
  for (const place of places)
    for await (const entry of everyEntry(store, place, options['all'] === true)) {
      entries.push({ ...entry, ...place })
      terminal.print(
        `${entry.position}  ${place.site}/${place.node}  ${entry.input}:${entry.line}  ${entry.reason}${entry.released ? '  (released)' : ''}`,
      )
    }
  if (entries.length === 0) terminal.print('Nothing is in quarantine.')
  terminal.document(entries)
  return 0
}

async function show({ store, places, terminal }: Asked, position: Position): Promise<number> {
  for (const place of places) {
    const entry = await showQuarantined({ store, ...place }, position)
    if (!entry) continue
    terminal.print(`${place.site}/${place.node}, ${entry.input} line ${entry.line}, stored ${isoOf(entry.recordedAt)}`)
    terminal.print(`Reason: ${entry.reason}`)
    terminal.print(entry.raw)
    terminal.document({ ...entry, ...place })
    return 0
  }
  throw new Error(
    `there is no quarantined row at position ${position}; positions stand first in: ringledger quarantine list --all`,
  )
}

/** @param positions only these rows; all that are open when empty */
async function retry({ store, places, options, terminal }: Asked, positions: readonly Position[]): Promise<number> {
  const celFields = textOption(options, 'cel-fields')?.split(',')
  const sum = { tried: 0, released: 0, appended: 0, remaining: 0 }
  for (const place of places) {
    const fields = celFields ?? (await celFieldsOf(store, place.site, place.node))
    const wanted = { ...(positions.length > 0 ? { positions } : {}), ...(fields ? { celFields: fields } : {}) }
    const summary = await retryQuarantined({ store, ...place, ...wanted })
    for (const key of Object.keys(sum) as (keyof typeof sum)[]) sum[key] += summary[key]
  }
  terminal.print(
    `${sum.tried} tried: ${sum.released} understood (${sum.appended} new facts), ${sum.remaining} still not`,
  )
  terminal.document(sum)
  return 0
}

function positionOf(text: string): Position {
  const position = Number(text)
  if (!Number.isSafeInteger(position) || position < 1)
    throw new UsageError(`${text} is no position; they stand first in \`ringledger quarantine list\``)
  return position
}

async function* everyEntry(store: EventStore, place: Place, withReleased: boolean): AsyncGenerator<QuarantineEntry> {
  for (let after: number | undefined; ;) {
    const page = await listQuarantine(
      { store, ...place },
      { first: 1_000, withReleased, ...(after === undefined ? {} : { after }) },
    )
    yield* page.entries
    if (page.next === undefined) return
    after = page.next
  }
}

/** From the log itself: the list must work when no read model does. */
async function placesOf(store: EventStore): Promise<Place[]> {
  const known = new Map<string, Site>()
  for await (const page of store.readAll({ types: ['SiteRegistered', 'NodeRegistered'] }))
    for (const { data } of page.events) {
      const event = data as unknown as SiteEvent
      known.set(event.site, sites.evolve(known.get(event.site) ?? sites.initial, event))
    }
  return [...known].flatMap(([site, { nodes }]) =>
    [...nodes].map(([node, { clockZone }]) => ({ site, node, clockZone })),
  )
}
