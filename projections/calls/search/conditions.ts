import type { NumberOfSite } from '../../../domain/access/incalls.ts'
import type { Period } from '../../../domain/metrics/figures.ts'
import { expressionOf } from '../../../domain/routing/numbers/matches-pattern.ts'
import type { Parameters } from '../../parameters.ts'
import type { Scope, SiteItem } from '../../scope.ts'
import { canonicalNumber } from './numbers.ts'
import type { AttachedDataCondition, CallFilter, CallScope } from '../types.ts'
import { wordQuery } from '../words.ts'

/** A name under which calls are found in the order of their starts (table mention). `site` null: at any. */
export interface Mention {
  readonly kind: 'queue' | 'agent' | 'line' | 'canonical'
  readonly site: string | null
  readonly name: string
}

/** Above every text that begins with the prefix, in collation "C". */
const behind = (prefix: string): string => `${prefix}\u{10FFFF}`

/** How the calls are found (search-plan.ts): it changes what a question costs, not what it answers. */
export interface SearchPlan {
  /** Names by which they are found: they need not be asked for again. undefined: they are walked through in order. */
  readonly leading: readonly Mention[] | undefined
  /** So many calls have a number with the prefix that each call is asked for it, not all of them are gathered first. */
  readonly isPrefixFrequent: boolean
}

/** The conditions of a filter on the call `c`. */
export function conditionsOf(
  filter: CallFilter,
  { leading, isPrefixFrequent }: SearchPlan,
  given: Parameters,
): string[] {
  const { sites, directions, outcomes, text, callerNumber } = filter
  return [
    ...periodConditions('c.started_us', filter.period, given),
    ...(sites ? [`c.site = any (${given.add(sites, 'text[]')})`] : []),
    ...mentionsAskedFor(filter)
      .filter(mentions => !leading || !sameMentions(mentions, leading))
      .map(mentions => isMentioned(mentions, given)),
    ...(callerNumber === undefined ? [] : [`c.caller_canonical = ${given.add(comparable(callerNumber), 'text')}`]),
    ...prefixCondition('c.caller_number', filter.callerNumberPrefix, given),
    ...prefixCondition('c.called_number', filter.calledNumberPrefix, given),
    ...(isPrefixFrequent ? ownNumberCondition(filter, given) : gatheredNumberCondition(filter, given)),
    ...(directions ? [`c.direction = any (${given.add(directions, 'text[]')})`] : []),
    ...(outcomes ? [`c.outcome = any (${given.add(outcomes, 'text[]')})`] : []),
    ...lengthCondition('c.talk_us >=', filter.talkAtLeast, given),
    ...lengthCondition('c.talk_us <=', filter.talkAtMost, given),
    ...lengthCondition('c.wait_us >=', filter.waitAtLeast, given),
    ...lengthCondition('c.wait_us <=', filter.waitAtMost, given),
    ...(filter.attachedData ?? []).map(data => attachedCondition(data, given)),
    ...flagCondition('c.has_recording', filter.hasRecording),
    ...flagCondition('c.has_voicemail', filter.hasVoicemail),
    ...flagCondition('c.transferred', filter.transferred),
    // The index holds only calls with tags.
    ...(filter.tags?.length ? [`c.tags @> ${given.add(filter.tags, 'text[]')} and c.tags <> '{}'`] : []),
    ...exclusionCondition(filter.excluded),
    ...(text === undefined ? [] : [textCondition(text, given)]),
    ...beyondMentions(filter.scope, given),
  ]
}

export const periodConditions = (column: string, period: Period | undefined, given: Parameters): string[] =>
  period ? [`${column} >= ${given.add(period.from, 'bigint')} and ${column} < ${given.add(period.to, 'bigint')}`] : []

/** A number without a digit is compared as it is: it equals no call's digits. */
const comparable = (number: string): string => canonicalNumber(number) ?? number

/** Each list of names that a call must be in, smallest first: one of them may lead the search. */
export function mentionsAskedFor(filter: CallFilter): readonly (readonly Mention[])[] {
  const { queues, agents, lines, number, callerNumber } = filter
  const named = (kind: Mention['kind'], items: readonly SiteItem[] | undefined): (readonly Mention[])[] =>
    items ? [items.map(({ site, name }) => ({ kind, site, name }))] : []
  const numbered = (raw: string | undefined): (readonly Mention[])[] =>
    raw === undefined ? [] : [[{ kind: 'canonical', site: null, name: comparable(raw) }]]
  const visible = mentionsVisible(filter.scope)
  return [
    ...numbered(number),
    ...numbered(callerNumber),
    ...named('line', lines),
    ...named('agent', agents),
    ...named('queue', queues),
    ...(visible ? [visible] : []),
  ].sort((one, other) => one.length - other.length)
}

/** What makes a call visible, where names alone do; undefined: all are, or others too. */
const mentionsVisible = (scope: CallScope): readonly Mention[] | undefined =>
  scope.incalls?.length ? undefined : mentionsOf(scope)

function mentionsOf({ queues, agents }: CallScope): readonly Mention[] | undefined {
  if (queues === 'all' || agents === 'all') return undefined
  const items = (kind: Mention['kind'], scope: Exclude<Scope, 'all'>) =>
    scope.map(({ site, name }): Mention => ({ kind, site, name }))
  return [...items('queue', queues), ...items('agent', agents)]
}

const sameMentions = (one: readonly Mention[], other: readonly Mention[]): boolean =>
  one.length === other.length &&
  one.every(({ kind, site, name }, i) => kind === other[i]?.kind && site === other[i].site && name === other[i].name)

/** OFFSET 0: a look into the key of the call's own mentions, row by row, never a join with all mentions of those names. */
function isMentioned(mentions: readonly Mention[], given: Parameters): string {
  const { kinds, sites, names } = columnsOf(mentions, given)
  return (
    'exists (select from calls.mention m where m.site = c.site and m.node = c.node and m.call_id = c.call_id and exists (' +
    `select from unnest(${kinds}, ${sites}, ${names}) as asked (kind, site, name) ` +
    'where asked.kind = m.kind and asked.name = m.name and (asked.site is null or asked.site = m.site)) offset 0)'
  )
}

/** Placeholders of three arrays of the same length. */
export const columnsOf = (mentions: readonly Mention[], given: Parameters) => ({
  kinds: given.add(
    mentions.map(({ kind }) => kind),
    'text[]',
  ),
  sites: given.add(
    mentions.map(({ site }) => site),
    'text[]',
  ),
  names: given.add(
    mentions.map(({ name }) => name),
    'text[]',
  ),
})

/** The whole visibility of a call, for statements of their own. */
export function scopeCondition(scope: CallScope, given: Parameters): string[] {
  const visible = mentionsVisible(scope)
  return [...(visible ? [isMentioned(visible, given)] : []), ...beyondMentions(scope, given)]
}

/** What of a scope names of queues and agents do not say: numbers at which calls come in, and a period. */
function beyondMentions(scope: CallScope, given: Parameters): string[] {
  const { incalls = [], period } = scope
  const mentioned = incalls.length > 0 ? mentionsOf(scope) : undefined
  return [
    ...(mentioned ? [`(${isMentioned(mentioned, given)} or ${whoseCall(cameInAt(incalls, given))})`] : []),
    ...(period ? [whoseCall(periodConditions('own.started_us', period, given))] : []),
  ]
}

/** Asked of the call itself: `c` may be one of its parts. */
const whoseCall = (conditions: readonly string[]): string =>
  'exists (select from calls.call own where own.site = c.site and own.node = c.node and own.call_id = c.call_id ' +
  `and ${conditions.join(' and ')} offset 0)`

/** As domain/access/incalls.ts has it. */
function cameInAt(numbers: readonly NumberOfSite[], given: Parameters): string[] {
  const sites = given.add(
    numbers.map(({ site }) => site),
    'text[]',
  )
  const expressions = given.add(
    numbers.map(({ number }) => expressionOf(number)),
    'text[]',
  )
  return [
    "own.direction = 'INBOUND'",
    `exists (select from unnest(${sites}, ${expressions}) as incall (site, number) where incall.site = own.site and own.called_number ~ incall.number)`,
  ]
}

const prefixCondition = (column: string, prefix: string | undefined, given: Parameters): string[] =>
  prefix === undefined
    ? []
    : [`${column} >= ${given.add(prefix, 'text')} and ${column} < ${given.add(behind(prefix), 'text')}`]

function gatheredNumberCondition(filter: CallFilter, given: Parameters): string[] {
  const gathered = numberSelects(filter, 'n.site, n.node, n.call_id', given)
  return gathered.length === 0 ? [] : [`(c.site, c.node, c.call_id) in (${gathered.join(' union ')})`]
}

/** Where a number with the prefix stands. Parties begin with the call or after it, so its period is theirs from its start on. */
export function numberSelects(
  { numberPrefix: prefix, period }: CallFilter,
  columns: string,
  given: Parameters,
): readonly string[] {
  if (prefix === undefined) return []
  return [
    ['calls.call', 'caller_number'],
    ['calls.call', 'called_number'],
    ['calls.party', 'number'],
    ['calls.party', 'dialled'],
  ].map(([table = '', column = '']) => {
    const since = period ? [`n.started_us >= ${given.add(period.from, 'bigint')}`] : []
    const conditions = [...prefixCondition(`n.${column}`, prefix, given), ...since]
    return `select ${columns} from ${table} n where ${conditions.join(' and ')}`
  })
}

function ownNumberCondition({ numberPrefix: prefix }: CallFilter, given: Parameters): string[] {
  if (prefix === undefined) return []
  const has = (column: string) => `(${prefixCondition(column, prefix, given).join('')})`
  const ofParties =
    'exists (select from calls.party n where n.site = c.site and n.node = c.node and n.call_id = c.call_id ' +
    `and (${has('n.number')} or ${has('n.dialled')}) offset 0)`
  return [`(${has('c.caller_number')} or ${has('c.called_number')} or ${ofParties})`]
}

const lengthCondition = (comparison: string, length: number | undefined, given: Parameters): string[] =>
  length === undefined ? [] : [`${comparison} ${given.add(length, 'bigint')}`]

const flagCondition = (column: string, wanted: boolean | undefined): string[] =>
  wanted === undefined ? [] : [wanted ? column : `not ${column}`]

function exclusionCondition(excluded: CallFilter['excluded']): string[] {
  if (excluded === undefined) return []
  return [`c.exclusion_reason is ${excluded === 'ONLY' ? 'not null' : 'null'}`]
}

/** `left(value, 200)` is what the index holds. */
function attachedCondition({ key, value, is }: AttachedDataCondition, given: Parameters): string {
  const name = given.add(key, 'text')
  const fits = value === undefined ? '' : ` and ${is ? ordered(value, is, given) : same(value, given)}`
  return `(c.site, c.node, c.call_id) in (select d.site, d.node, d.call_id from calls.attached_data d where d.key = ${name}${fits})`
}

function same(value: string, given: Parameters): string {
  const text = given.add(value, 'text')
  return `left(d.value, 200) = left(${text}, 200) and d.value = ${text}`
}

const isNumber = String.raw`^[-+]?\d{1,100}(\.\d{1,100})?$`

/** 9 is less than 10: numbers are compared as such, and are neither less nor greater than other text, which goes by its bytes. */
function ordered(value: string, is: 'LESS' | 'GREATER', given: Parameters): string {
  const operator = is === 'LESS' ? '<' : '>'
  if (!new RegExp(isNumber).test(value))
    return `d.value !~ '${isNumber}' and d.value ${operator} ${given.add(value, 'text')}`
  return `case when d.value ~ '${isNumber}' then d.value::numeric ${operator} ${given.add(value, 'numeric')} else false end`
}

function textCondition(text: string, given: Parameters): string {
  const query = wordQuery(text)
  return query === undefined ? 'false' : `array_to_tsvector(c.words) @@ ${given.add(query, 'tsquery')}`
}
