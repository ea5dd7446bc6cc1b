import { isoOf, microsOfIso, microsPerSecond, type Micros } from '../../domain/kernel/time.ts'
import { firstInstantOf } from '../../domain/kernel/zone.ts'
import type { Period } from '../../domain/metrics/figures.ts'
import { badInput } from '../schema/errors.ts'

type Bound = (zone: string) => Micros

/** Open ends of a period; instants reach the year 2255. */
const [earliest, latest] = ['1970-01-01T00:00:00Z', '2255-01-01T00:00:00Z']

const day = 86_400 * microsPerSecond

/** The parameters of which periodOf reads. */
export const periodParameters = ['from', 'to', 'through'] as const

/**
 * `to` is the first day, or instant, that is not wanted any more, as in the original; `through` is the last day that is (L-26).
 * @returns the period by the zone of a site, where its days begin
 * @throws BAD_USER_INPUT that names the parameter
 */
export function periodOf(parameters: URLSearchParams): (zone: string) => Period {
  const from = single(parameters, 'from')
  const to = single(parameters, 'to')
  const through = single(parameters, 'through')
  if (to !== undefined && through !== undefined)
    throw badInput('through', 'give either to, the first day that is left out, or through, the last one that is in')
  const start = boundOf('from', from ?? earliest)
  const end = through === undefined ? boundOf('to', to ?? latest) : behindDay(through)
  if (start('UTC') >= end('UTC')) throw badInput(to === undefined ? 'through' : 'to', 'it must lie behind from')
  return zone => ({ from: start(zone), to: end(zone) })
}

/** @throws BAD_USER_INPUT */
export function onlyKnown(parameters: URLSearchParams, names: readonly string[]): void {
  const strange = [...parameters.keys()].find(name => !names.includes(name))
  if (strange !== undefined) throw badInput(strange, `there is no such parameter. There are: ${names.join(', ')}.`)
}

export function single(parameters: URLSearchParams, name: string): string | undefined {
  const [value, ...more] = parameters.getAll(name)
  if (more.length > 0) throw badInput(name, `it was given ${more.length + 1} times; give it once`)
  return value
}

export function listed(parameters: URLSearchParams, name: string): readonly string[] | undefined {
  const values = parameters.getAll(name)
  return values.length === 0 ? undefined : values
}

/** What was asked for, as it was, to be written down. */
export function asAsked(parameters: URLSearchParams, besides: readonly string[] = []) {
  const asked: Record<string, readonly string[]> = {}
  for (const name of new Set(parameters.keys())) if (!besides.includes(name)) asked[name] = parameters.getAll(name)
  return asked as Readonly<Record<string, readonly string[]>>
}

function boundOf(name: string, text: string): Bound {
  const wall = dayOf(text)
  if (wall !== undefined) return zone => firstInstantOf(zone, wall)
  const at = microsOfIso(text)
  if (at === undefined)
    throw badInput(name, `"${text}" is neither a day, such as 2018-03-21, nor an instant, such as 2018-03-21T17:00:00Z`)
  return () => at
}

function behindDay(text: string): Bound {
  const wall = dayOf(text)
  if (wall === undefined) throw badInput('through', `"${text}" is no day, such as 2018-03-21`)
  return zone => firstInstantOf(zone, wall + day)
}

/** On the wall clock, where it begins; undefined: it is no day of the calendar. */
function dayOf(text: string): Micros | undefined {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return undefined
  const wall = microsOfIso(`${text}T00:00:00Z`)
  return wall !== undefined && isoOf(wall).startsWith(text) ? wall : undefined
}
