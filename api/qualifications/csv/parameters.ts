import { isoOf, microsOfIso, microsPerSecond, type Micros } from '../../../domain/kernel/time.ts'
import { firstInstantOf } from '../../../domain/kernel/zone.ts'
import type { Period } from '../../../domain/metrics/figures.ts'
import type { AnswerExportForm } from '../../../domain/qualifications/export.ts'
import { badInput } from '../../errors.ts'

export interface AnswerExportRequest {
  readonly form: AnswerExportForm
  readonly queues: readonly string[] | undefined
  readonly agents: readonly string[] | undefined
  /** A day begins when it begins at the site. */
  readonly periodAt: (zone: string) => Period
  /** The same as it was asked for. */
  readonly asked: Readonly<Record<string, readonly string[]>>
}

const names = ['queue', 'agent', 'from', 'to', 'through', 'form'] as const

type Bound = (zone: string) => Micros

/** Open ends of a period; instants reach the year 2255. */
const [earliest, latest] = ['1970-01-01T00:00:00Z', '2255-01-01T00:00:00Z']

const day = 86_400 * microsPerSecond

/**
 * `to` is the first day, or instant, that is not wanted any more, as in the original; `through` is the last day that is (L-26).
 * @throws BAD_USER_INPUT that names the parameter
 */
export function answerExportRequestOf(parameters: URLSearchParams): AnswerExportRequest {
  const strange = [...parameters.keys()].find(name => !(names as readonly string[]).includes(name))
  if (strange !== undefined) throw badInput(strange, `there is no such parameter. There are: ${names.join(', ')}.`)
  const from = single(parameters, 'from')
  const to = single(parameters, 'to')
  const through = single(parameters, 'through')
  if (to !== undefined && through !== undefined)
    throw badInput('through', 'give either to, the first day that is left out, or through, the last one that is in')
  const start = boundOf('from', from ?? earliest)
  const end = through === undefined ? boundOf('to', to ?? latest) : behindDay(through)
  if (start('UTC') >= end('UTC')) throw badInput(to === undefined ? 'through' : 'to', 'it must lie behind from')
  const asked: Record<string, readonly string[]> = {}
  for (const name of new Set(parameters.keys())) if (name !== 'form') asked[name] = parameters.getAll(name)
  return {
    form: formOf(single(parameters, 'form') ?? 'xivo'),
    queues: listed(parameters, 'queue'),
    agents: listed(parameters, 'agent'),
    periodAt: zone => ({ from: start(zone), to: end(zone) }),
    asked,
  }
}

function single(parameters: URLSearchParams, name: (typeof names)[number]): string | undefined {
  const [value, ...more] = parameters.getAll(name)
  if (more.length > 0) throw badInput(name, `it was given ${more.length + 1} times; give it once`)
  return value
}

function listed(parameters: URLSearchParams, name: 'queue' | 'agent'): readonly string[] | undefined {
  const values = parameters.getAll(name)
  return values.length === 0 ? undefined : values
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

function formOf(form: string): AnswerExportForm {
  if (form === 'full' || form === 'xivo') return form
  throw badInput('form', `"${form}" is none; write full or xivo`)
}
