import type { Action } from '../access/rights.ts'
import type { Position } from '../kernel/event.ts'
import type { Json } from '../kernel/json.ts'
import { isoOf, secondsOf, type Micros } from '../kernel/time.ts'
import type { MicrosLength } from '../metrics/figures.ts'

/** ROW: one of queue_log (contact-center 8.5). VISIT: a stay of a call in a queue. CALL: a call. */
export const panelKinds = ['ROW', 'VISIT', 'CALL'] as const
export type PanelKind = (typeof panelKinds)[number]

/** What it takes to be shown documents of a kind, and not only counts of them: the same as for what they are made from. */
export const reading = {
  ROW: 'readRawEvents',
  VISIT: 'readVisits',
  CALL: 'readCalls',
} as const satisfies Record<PanelKind, Action>

/** A queue, an agent or a group with its site: `paris/sales`. Names repeat between sites. */
export type PanelKey = string

export const panelKey = (site: string, name: string): PanelKey => `${site}/${name}`

export const panelKeyOrNull = (site: string, name: string | undefined): PanelKey | null =>
  name === undefined ? null : panelKey(site, name)

/** What a panel shows of a document, by the attribute names of contact-center 8.5. What is not known is not there. */
type PanelAttributes = Readonly<Record<string, Json>>

/**
 * What an index keeps. The properties are what panels filter, group and measure by; the attributes are what they show. Times are
 * those of the PBX.
 */
export interface PanelDocument {
  readonly kind: PanelKind
  /** From the log: `site/node/position` of a row, `site/node/callid/number` of a visit, `site/node/callid` of a call. Unique in its kind. */
  readonly id: string
  /** Position of the last event of the log that had a say in it: of two versions the higher one is true. */
  readonly version: Position
  /** Of the row; of the entry into the queue; of the call's beginning. */
  readonly at: Micros
  readonly site: string
  readonly queues: readonly PanelKey[]
  /** Of each of those queues what it was called then: `paris/Sales Europe`. */
  readonly queueNames: readonly PanelKey[]
  readonly agents: readonly PanelKey[]
  /** Of each of those agents the one that he was in then; null: none. */
  readonly groups: readonly (PanelKey | null)[]
  /** Name of the queue_log event; null: it is no row. */
  readonly event: string | null
  /** How the visit or call ended; null: it is a row. */
  readonly outcome: string | null
  /** Where the call went; null: it is no call. */
  readonly direction: string | null
  readonly wait: MicrosLength | null
  readonly talk: MicrosLength | null
  /** Its call was excluded from the figures: it counts where excluded calls are asked for. */
  readonly excluded: boolean
  readonly attributes: PanelAttributes
}

type Given = Readonly<Record<string, Json | undefined>>

/** Leaves out what is undefined, null or empty: a document without an agent has no field of an agent, and is written all the same. */
export function attributesOf(given: Given): PanelAttributes {
  const attributes: Record<string, Json> = {}
  for (const [name, value] of Object.entries(given)) {
    if (value === undefined || value === null || value === '') continue
    if (Array.isArray(value) && value.length === 0) continue
    attributes[name] = typeof value === 'string' ? indexable(value) : value
  }
  return attributes
}

const unfit = /[\0\p{Cs}]/gu

/** What no index takes stands in damaged rows only: NUL and halves of surrogate pairs. */
export const indexable = (text: string): string => text.replace(unfit, '\uFFFD')

/** Instants and lengths as people read them. */
export const isoOrNull = (at: Micros | null): string | null => (at === null ? null : isoOf(at))
export const secondsOrNull = (length: MicrosLength | null): number | null =>
  length === null ? null : secondsOf(length)
