import { tellsOfRecording } from '../../domain/calls/corrections.ts'
import { microsOfSeconds } from '../../domain/kernel/time.ts'
import type { MicrosLength } from '../../domain/metrics/figures.ts'
import type { CallFilter } from '../../projections/calls/types.ts'
import type { Scope, SiteItem } from '../../projections/scope.ts'
import { builder } from '../schema/builder.ts'
import type { ApiContext } from '../context.ts'
import { badInput } from '../schema/errors.ts'
import { ExcludedCallsType } from '../schema/enums.ts'
import { checkedPeriod, PeriodInput } from '../schema/period.ts'
import { AttachedDataOperatorType, CallOutcomeType, DirectionType } from './enums.ts'

const AttachedDataCondition = builder.inputType('AttachedDataCondition', {
  description: 'What must have been attached to a call.',
  fields: t => ({
    key: t.string({ required: true, description: 'The whole key.' }),
    value: t.string({ description: 'The whole value, or what it is compared with; not for EXISTS.' }),
    operator: t.field({
      type: AttachedDataOperatorType,
      description: 'How it is compared. When left out: EQUALS with a value, EXISTS without one.',
    }),
  }),
})

export const CallFilterInput = builder.inputType('CallFilter', {
  description:
    'Which calls. Conditions are joined by and, the values of a list by or, but all `attachedData` must be there.',
  fields: t => ({
    period: t.field({ type: PeriodInput, description: 'Began in this period.' }),
    sites: t.stringList({ description: 'Short names of sites.' }),
    queues: t.stringList({ description: 'Were in one of these queues: technical names, `sales` or `paris/sales`.' }),
    agents: t.stringList({
      description: 'With one of these agents: member names, `Agent/8001` or `paris/Agent/8001`.',
    }),
    entities: t.stringList({
      description:
        'In one of the queues, or with one of the agents, that belong to these entities now, `acme` or `paris/acme`, and that you see.',
    }),
    lines: t.stringList({ description: 'With one of these lines: `PJSIP/1001` or `paris/PJSIP/1001`.' }),
    callerNumber: t.string({ description: 'How the number of the caller begins, as the PBX wrote it.' }),
    calledNumber: t.string({ description: 'How the called number begins, as it was dialled.' }),
    anyNumber: t.string({
      description: 'How the number of the caller, the called number or that of any participant begins.',
    }),
    number: t.string({
      description:
        'A whole number of the caller, of any participant or dialled, however it is written: its last nine digits are compared.',
    }),
    sameCaller: t.string({
      description: 'A whole number of the caller, however it is written: its last nine digits are compared.',
    }),
    directions: t.field({ type: [DirectionType], description: 'Where they went.' }),
    outcomes: t.field({ type: [CallOutcomeType], description: 'How they ended.' }),
    talkAtLeastSeconds: t.float({ description: 'Talked so many seconds or more.' }),
    talkAtMostSeconds: t.float({ description: 'Talked so many seconds or less.' }),
    waitAtLeastSeconds: t.float({ description: 'Waited in queues so many seconds or more.' }),
    waitAtMostSeconds: t.float({ description: 'Waited in queues so many seconds or less.' }),
    attachedData: t.field({ type: [AttachedDataCondition], description: 'Data that were attached; each of them.' }),
    hasRecording: t.boolean({
      description: 'Whether something of it was recorded. It finds calls of which you may know it.',
    }),
    hasVoicemail: t.boolean({ description: 'Whether it was in a voicemail box.' }),
    transferred: t.boolean({ description: 'Whether somebody handed it on.' }),
    tags: t.stringList({ description: 'With each of these tags.' }),
    excluded: t.field({
      type: ExcludedCallsType,
      description: 'Calls that were excluded from the figures; WITHOUT them when left out.',
    }),
    text: t.string({
      description:
        'Beginnings of words in names, numbers, queues and agents, without regard to case and accents; all of them must be there.',
    }),
  }),
})

type Asked = typeof CallFilterInput.$inferInput

/**
 * What the client asks for, cut to what he may see.
 * @throws BAD_USER_INPUT for a period that is empty, names that are not there for him, and conditions that contradict themselves
 */
export async function callFilter(asked: Asked, context: Pick<ApiContext, 'may' | 'reports'>): Promise<CallFilter> {
  const { may } = context
  if (asksForRecordings(asked)) may.do('readRecordings')
  return withoutUndefined({
    scope: asksForRecordings(asked) ? await may.recordedCalls(asked.entities) : await may.calls(asked.entities),
    period: asked.period ? checkedPeriod(asked.period) : undefined,
    sites: asked.sites ? await sitesAskedFor(asked.sites, context) : undefined,
    queues: asked.queues ? itemsOf(await may.queues(asked.queues)) : undefined,
    agents: asked.agents ? itemsOf(await may.agents(asked.agents)) : undefined,
    lines: asked.lines ? await linesAt(asked.lines, context) : undefined,
    callerNumberPrefix: textOf(asked.callerNumber),
    calledNumberPrefix: textOf(asked.calledNumber),
    numberPrefix: textOf(asked.anyNumber),
    number: textOf(asked.number),
    callerNumber: textOf(asked.sameCaller),
    directions: asked.directions ?? undefined,
    outcomes: asked.outcomes ?? undefined,
    talkAtLeast: lengthOf(asked.talkAtLeastSeconds),
    talkAtMost: lengthOf(asked.talkAtMostSeconds),
    waitAtLeast: lengthOf(asked.waitAtLeastSeconds),
    waitAtMost: lengthOf(asked.waitAtMostSeconds),
    attachedData: asked.attachedData?.map(attachedOf),
    hasRecording: asked.hasRecording ?? undefined,
    hasVoicemail: asked.hasVoicemail ?? undefined,
    transferred: asked.transferred ?? undefined,
    tags: asked.tags ?? undefined,
    excluded: asked.excluded === 'WITH' ? undefined : (asked.excluded ?? 'WITHOUT'),
    text: textOf(asked.text),
  })
}

/** Who may not know what was recorded of a call does not find it by that either. */
const asksForRecordings = ({ hasRecording, attachedData }: Asked): boolean =>
  typeof hasRecording === 'boolean' || (attachedData ?? []).some(({ key }) => tellsOfRecording(key))

type Perhaps<T> = { readonly [K in keyof T]: T[K] | undefined }

/** A condition that is not asked for is not there, instead of being undefined. */
const withoutUndefined = (filter: Perhaps<Required<CallFilter>> & Pick<CallFilter, 'scope'>): CallFilter =>
  Object.fromEntries(Object.entries(filter).filter(([, value]) => value !== undefined)) as unknown as CallFilter

/** An empty field of a form asks for nothing. */
const textOf = (text: string | null | undefined): string | undefined => text || undefined

const lengthOf = (seconds: number | null | undefined): MicrosLength | undefined =>
  typeof seconds === 'number' ? microsOfSeconds(seconds) : undefined

const itemsOf = (scope: Scope): readonly SiteItem[] | undefined => (scope === 'all' ? undefined : scope)

function attachedOf({ key, value, operator }: typeof AttachedDataCondition.$inferInput) {
  const hasValue = typeof value === 'string'
  if (operator && operator !== 'EXISTS' && !hasValue)
    throw badInput('attachedData', `${key}: ${operator} needs a value`)
  if (operator === 'EXISTS' && hasValue) throw badInput('attachedData', `${key}: EXISTS takes no value`)
  if (!hasValue) return { key }
  if (operator === 'LESS_THAN') return { key, value, is: 'LESS' as const }
  return operator === 'GREATER_THAN' ? { key, value, is: 'GREATER' as const } : { key, value }
}

/** The sites by their names, of which he may see some. */
async function visibleSites({ may, reports }: Pick<ApiContext, 'may' | 'reports'>): Promise<readonly string[]> {
  const [visible, sites] = await Promise.all([may.sites(), reports.sites()])
  return sites.map(({ site }) => site).filter(site => visible === 'all' || visible.has(site))
}

/** @throws BAD_USER_INPUT for a name that is none: it says the same of what is hidden */
export async function sitesAskedFor(
  asked: readonly string[],
  context: Pick<ApiContext, 'may' | 'reports'>,
): Promise<readonly string[]> {
  const known = await visibleSites(context)
  const missing = asked.find(site => !known.includes(site))
  if (missing === undefined) return asked
  throw badInput('sites', `there is no site "${missing}" that you may see. You see: ${known.join(', ') || 'none'}.`)
}

/** Lines have a slash of their own: only the name of a site before it says where. */
export async function linesAt(
  asked: readonly string[],
  context: Pick<ApiContext, 'may' | 'reports'>,
): Promise<readonly SiteItem[]> {
  const known = await visibleSites(context)
  return asked.flatMap(line => {
    const site = known.find(name => line.startsWith(`${name}/`))
    return site === undefined
      ? known.map(name => ({ site: name, name: line }))
      : [{ site, name: line.slice(site.length + 1) }]
  })
}
