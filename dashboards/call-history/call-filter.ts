import { tableAddress } from '../format/table-address.ts'
import type { ReportRange } from '../report-range/report-range.ts'

export const callOutcomes = [
  'ANSWERED',
  'ABANDONED',
  'NO_ANSWER',
  'BUSY',
  'VOICEMAIL',
  'FORWARDED',
  'REFUSED',
  'FAILED',
  'IN_PROGRESS',
  'UNTERMINATED',
] as const
export type CallOutcome = (typeof callOutcomes)[number]

export const directions = ['INBOUND', 'OUTBOUND', 'INTERNAL', 'UNKNOWN'] as const
export type Direction = (typeof directions)[number]

export const callOrders = ['START_DESC', 'START_ASC', 'TALK_DESC', 'WAIT_DESC'] as const
export type CallOrder = (typeof callOrders)[number]

export const recordingChoices = ['any', 'yes', 'no'] as const
type RecordingChoice = (typeof recordingChoices)[number]

export const excludedChoices = ['WITHOUT', 'WITH', 'ONLY'] as const
type ExcludedChoice = (typeof excludedChoices)[number]

/** What is looked for besides the period, as it stands in the address; undefined: anything. */
export interface CallSearch {
  readonly text: string
  readonly outcome: CallOutcome | undefined
  /** `site/queue` of each. */
  readonly queues: readonly string[] | null
  readonly site: string
  /** `site/agent`. */
  readonly agent: string
  readonly direction: Direction | undefined
  readonly number: string
  readonly talkAtLeast: number | undefined
  readonly talkAtMost: number | undefined
  readonly recording: RecordingChoice
  readonly tag: string
  readonly excluded: ExcludedChoice
  readonly order: CallOrder
}

/** `CallFilter` of the API. */
export interface CallFilterInput {
  readonly period: { readonly from: string; readonly to: string }
  readonly text?: string
  readonly outcomes?: readonly CallOutcome[]
  readonly queues?: readonly string[]
  readonly sites?: readonly string[]
  readonly agents?: readonly string[]
  readonly directions?: readonly Direction[]
  readonly number?: string
  readonly anyNumber?: string
  readonly talkAtLeastSeconds?: number
  readonly talkAtMostSeconds?: number
  readonly hasRecording?: boolean
  readonly tags?: readonly string[]
  readonly excluded?: ExcludedChoice
}

/** Reads the search from the address; what is missing or wrong there is not looked for. */
export function parseSearch(search: string): CallSearch {
  const asked = new URLSearchParams(search)
  const text = (name: string) => asked.get(name)?.trim() ?? ''
  const queues = text('queues').split(',').filter(Boolean)
  return {
    text: text('text'),
    outcome: callOutcomes.find(name => name === asked.get('outcome')),
    queues: queues.length > 0 ? queues : null,
    site: text('site'),
    agent: text('agent'),
    direction: directions.find(name => name === asked.get('direction')),
    number: text('number'),
    talkAtLeast: secondsIn(text('talkAtLeast')),
    talkAtMost: secondsIn(text('talkAtMost')),
    recording: recordingChoices.find(name => name === asked.get('recording')) ?? 'any',
    tag: text('tag'),
    excluded: excludedChoices.find(name => name === asked.get('excluded')) ?? 'WITHOUT',
    order: callOrders.find(name => name === asked.get('order')) ?? 'START_DESC',
  }
}

const secondsIn = (text: string): number | undefined => (/^\d{1,6}$/.test(text) ? Number(text) : undefined)

/** The server compares the last nine digits of a whole number, however it is written; what is shorter is how it begins. */
const isWhole = (number: string): boolean => number.replace(/\D/g, '').length >= 9

export function filterOf(search: CallSearch, period: ReportRange['periodInput']): CallFilterInput {
  const { text, outcome, queues, site, agent, direction, number, talkAtLeast, talkAtMost, recording, tag, excluded } =
    search
  return {
    period,
    ...(text !== '' && { text }),
    ...(outcome && { outcomes: [outcome] }),
    ...(queues && { queues }),
    ...(site !== '' && { sites: [site] }),
    ...(agent !== '' && { agents: [agent] }),
    ...(direction && { directions: [direction] }),
    ...(number !== '' && (isWhole(number) ? { number } : { anyNumber: number })),
    ...(talkAtLeast !== undefined && { talkAtLeastSeconds: talkAtLeast }),
    ...(talkAtMost !== undefined && { talkAtMostSeconds: talkAtMost }),
    ...(recording !== 'any' && { hasRecording: recording === 'yes' }),
    ...(tag !== '' && { tags: [tag] }),
    ...(excluded !== 'WITHOUT' && { excluded }),
  }
}

/** The same calls as a file. */
export const csvAddress = (filter: CallFilterInput): string => tableAddress('calls.csv', { ...filter })

/** For a spreadsheet, whose dates have no zone of their own. */
export const xlsxAddress = (filter: CallFilterInput, timeZone: string): string =>
  tableAddress('calls.xlsx', { ...filter, timeZone })

/** Of the filters behind the button, how many are set. */
export const hiddenFiltersSet = ({
  site,
  agent,
  direction,
  number,
  talkAtLeast,
  talkAtMost,
  recording,
  tag,
  excluded,
}: CallSearch): number =>
  [
    site !== '',
    agent !== '',
    direction,
    number !== '',
    talkAtLeast !== undefined,
    talkAtMost !== undefined,
    tag !== '',
  ].filter(Boolean).length +
  (recording === 'any' ? 0 : 1) +
  (excluded === 'WITHOUT' ? 0 : 1)

export const isFiltered = (search: CallSearch): boolean =>
  search.text !== '' || search.outcome !== undefined || search.queues !== null || hiddenFiltersSet(search) > 0

/** Every name of the address that `parseSearch` reads as a filter, to be taken out of it. */
export const withoutFilters: Readonly<Record<string, undefined>> = {
  text: undefined,
  outcome: undefined,
  queues: undefined,
  site: undefined,
  agent: undefined,
  direction: undefined,
  number: undefined,
  talkAtLeast: undefined,
  talkAtMost: undefined,
  recording: undefined,
  tag: undefined,
  excluded: undefined,
}
