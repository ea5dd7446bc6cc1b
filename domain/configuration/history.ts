import type { EventStore, ReadStreamOptions } from '../kernel/event-store.ts'
import type { Position, RecordedEvent, Revision } from '../kernel/event.ts'
import type { Micros } from '../kernel/time.ts'
import {
  draftOf,
  initialConfiguration,
  type Configuration,
  type ConfigurationEvent,
  type Kinds,
} from './configuration.ts'
import type { LoggedInAgents } from './outside.ts'

/** One stream a site: a change set sees everything that it could contradict, and is stored as one append. */
export const configurationStream = (site: string): string => `configuration/${site}`

/** What the site's administrators tried and were refused, for auditors. */
export const refusalStream = (site: string): string => `configuration-refusals/${site}`

/** An object's events, for its history. */
export const objectTag = (site: string, id: string): string => `configured:${site}/${id}`

/** The first event of a change set, for who has another one of it. */
export const changeSetTag = (changeSetId: string): string => `change-set:${changeSetId}`

/** Stands before the events of its change set, with their correlation id. */
export interface ChangeSetApplied {
  readonly type: 'ChangeSetApplied'
  readonly changeSetId: string
  readonly comment: string | null
  /** How many events of objects follow. */
  readonly changes: number
  /** When it should have been applied, where it was scheduled. */
  readonly effectiveAt?: Micros
  /** Who made it is limited to these entities. */
  readonly entities?: readonly string[]
}

/** A configuration and where in the log it was so. */
export interface ConfigurationAt {
  readonly configuration: Configuration
  /** Of the last event in the site's stream; undefined: nothing was ever configured. */
  readonly revision: Revision | undefined
  /** Of the same event; 0: nothing was ever configured. */
  readonly position: Position
}

/** Which moment of a configuration is meant: by our clock, or by the log. Neither: now. */
export interface Moment {
  readonly at?: Micros
  readonly position?: Position
}

type Log = Pick<EventStore, 'readStream'>

/** What the events of a stream make, up to a moment, starting from what is known already. */
async function replay(
  log: Log,
  site: string,
  kinds: Kinds,
  from: ConfigurationAt,
  moment: Moment,
): Promise<ConfigurationAt> {
  const options: ReadStreamOptions = {
    ...(from.revision === undefined ? {} : { from: from.revision + 1 }),
    ...(moment.position === undefined ? {} : { upTo: moment.position }),
  }
  const draft = draftOf(from.configuration, kinds)
  let last: RecordedEvent | undefined
  for await (const { events } of log.readStream(configurationStream(site), options))
    for (const event of events) {
      if (moment.at !== undefined && event.occurredAt > moment.at) continue
      last = event
      const data = event.data as unknown as ConfigurationEvent | ChangeSetApplied
      if ('change' in data) draft.apply(data)
    }
  return last ? { configuration: draft.state, revision: last.revision, position: last.position } : from
}

/** A site's configuration, now and at any moment before. The present one is kept: asking again reads only what is new. */
export interface ConfigurationReader {
  now(site: string): Promise<ConfigurationAt>
  asOf(site: string, moment: Moment): Promise<ConfigurationAt>
  /** What commands are decided on besides. */
  readonly loggedIn: LoggedInAgents
}

/** @param loggedIn  who would be refused a removal; left out: nobody, as on a log without a PBX */
export function createConfigurationReader(
  log: Log,
  kinds: Kinds,
  loggedIn: LoggedInAgents = () => Promise.resolve(new Set()),
): ConfigurationReader {
  const start: ConfigurationAt = { configuration: initialConfiguration(kinds), revision: undefined, position: 0 }
  const present = new Map<string, ConfigurationAt>()
  return {
    async now(site) {
      const known = await replay(log, site, kinds, present.get(site) ?? start, {})
      // Somebody who asked later may have read further meanwhile.
      const other = present.get(site)
      const newest = other && other.position > known.position ? other : known
      present.set(site, newest)
      return newest
    },
    asOf: (site, moment) => replay(log, site, kinds, start, moment),
    loggedIn,
  }
}
