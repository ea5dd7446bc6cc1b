import { nameOfAction } from './access-names.ts'
import { opens } from './acl.ts'
import { isGranted, grantOf } from './visible.ts'
import { readers, rolesOfPeople, type Identity, type Role, type SiteName } from './identity.ts'

const everybody: readonly Role[] = readers
const whoeverSignsIn: readonly Role[] = [...readers, ...rolesOfPeople]
const alsoOfOwnAgent: readonly Role[] = [...readers, 'none']

/**
 * Who may do what: the only place where it is decided. What stands in no line is denied. Reading is further cut to the queues
 * and agents of the asker (queuesVisibleTo, agentsVisibleTo), the configuration to its entities (entitiesOf). A call is seen by who sees
 * one of its queues or one of its agents, or by whose number it came in; one that touches none of them by who sees all. What was recorded of
 * it: recordings.ts. What supervisors change of the configuration: supervised.ts.
 *
 * Analysts see calls and numbers, callers' numbers included, because a history without them answers nothing. They do not see raw
 * rows: those carry what no report needs (names, dialled digits, channel variables) of every queue of the PBX, uncut.
 */
const allowed = {
  readMetricDefinitions: whoeverSignsIn,
  readSites: whoeverSignsIn,
  readStatus: everybody,
  readTrunks: everybody,
  readBoards: alsoOfOwnAgent,
  readStatistics: alsoOfOwnAgent,
  readVisits: alsoOfOwnAgent,
  readCalls: whoeverSignsIn,
  readAgentTimelines: alsoOfOwnAgent,
  readThresholds: alsoOfOwnAgent,
  exportFigures: alsoOfOwnAgent,
  exportCalls: whoeverSignsIn,
  readRecordings: [...readers, 'teacher'],
  readPhonebook: everybody,
  readQualificationAnswers: everybody,
  exportQualificationAnswers: everybody,
  readCallbacks: everybody,
  exportCallbacks: everybody,

  readRawEvents: ['administrator', 'auditor'],
  readQuarantine: ['administrator', 'auditor'],
  readSources: ['administrator', 'auditor'],
  readTokens: ['administrator', 'auditor'],
  verifyLog: ['administrator', 'auditor'],
  readRestatements: ['administrator', 'auditor'],
  readConfiguration: ['administrator', 'auditor'],
  readRetention: ['administrator', 'auditor'],

  readProfiles: ['administrator', 'supervisor', 'auditor'],
  readDissuasion: ['administrator', 'supervisor', 'auditor'],

  setThresholds: ['administrator', 'supervisor'],
  changeDissuasion: ['administrator', 'supervisor'],
  actOnAgents: ['administrator', 'supervisor'],
  answerQualifications: ['administrator', 'supervisor'],
  handleCallbacks: ['administrator', 'supervisor'],
  manageCallbackLists: ['administrator', 'supervisor'],
  grantProfiles: ['administrator', 'supervisor'],
  annotateCalls: ['administrator', 'supervisor'],
  excludeCalls: ['administrator', 'supervisor'],

  manageSites: ['administrator'],
  manageTokens: ['administrator'],
  importFacts: ['administrator'],
  deliverFacts: ['administrator', 'collector'],
  retryQuarantine: ['administrator'],
  rebuildProjections: ['administrator'],
  runDemo: ['administrator'],
  changeConfiguration: ['administrator'],
  rollOutConfiguration: ['administrator'],
  purgeRecords: ['administrator'],
} as const satisfies Record<string, readonly Role[]>

export type Action = keyof typeof allowed

export const actions = Object.keys(allowed) as readonly Action[]

export const rolesFor = (action: Action): readonly Role[] => allowed[action]

/** Decided for one queue: without naming it nobody may but he who may for all. */
const aboutOneQueue: ReadonlySet<Action> = new Set<Action>([
  'setThresholds',
  'answerQualifications',
  'changeDissuasion',
])

/** Likewise for one agent. */
const aboutOneAgent: ReadonlySet<Action> = new Set<Action>(['actOnAgents'])

/** Which supervisors have only by a right of their token (contact-center 10.7). */
const ofDissuasion: ReadonlySet<Action> = new Set<Action>(['readDissuasion', 'changeDissuasion'])

/** What is cut to the entities of the asker wherever it says so. */
const limitedToEntities: ReadonlySet<Action> = new Set<Action>(['readConfiguration', 'changeConfiguration'])

/**
 * What is cut to the queues and agents of the asker, so that it is for whoever is limited to entities too: those that belong to them are his.
 * Everything else is denied to him.
 */
const cutToQueuesAndAgents: ReadonlySet<Action> = new Set<Action>([
  'readMetricDefinitions',
  'readSites',
  'readStatus',
  'readBoards',
  'readStatistics',
  'readVisits',
  'readCalls',
  'readAgentTimelines',
  'readThresholds',
  'exportFigures',
  'exportCalls',
  'readRecordings',
  'readPhonebook',
  'readQualificationAnswers',
  'exportQualificationAnswers',
  'readCallbacks',
  'exportCallbacks',
  'readRawEvents',
  'readDissuasion',
  'setThresholds',
  'changeDissuasion',
  'actOnAgents',
  'answerQualifications',
  'handleCallbacks',
  'annotateCalls',
  'excludeCalls',
])

export interface Target {
  /** What the asker gets, or changes, is cut to the entities that he is limited to. */
  readonly ofOwnEntities?: boolean
  readonly queue?: SiteName
  readonly agent?: SiteName
  /** A PBX node, by its name. */
  readonly node?: SiteName
  /** What the operation is called in access lists, one of them is enough (operations.ts). Left out: as the action is called. */
  readonly names?: readonly string[]
}

/** @returns why the action is denied, for the person who tried; undefined when it is allowed. */
export function whyNot(identity: Identity, action: Action, target: Target = {}): string | undefined {
  const barred = barredFrom(identity, action, target.names ?? [nameOfAction(action)])
  if (barred !== undefined) return `${titled(identity)} may not ${inWords(action)}: ${barred}`
  if (identity.role === 'supervisor' && ofDissuasion.has(action) && !identity.scope.dissuasion)
    return `supervisor ${identity.label} may not ${inWords(action)}: that takes the role administrator, or a token or profile with dissuasion`
  if (action === 'readRecordings' && identity.scope.recordings === false)
    return `supervisor ${identity.label} may not ${inWords(action)}: that takes a profile with recordingAccess`
  const { entities } = identity.scope
  const isCut = cutToQueuesAndAgents.has(action) || (target.ofOwnEntities && limitedToEntities.has(action))
  if (entities && !isCut)
    return `${identity.label} is limited to ${entities.join(', ')} and may not ${inWords(action)} beyond`
  const queues = grantOf(identity, 'queues')
  if (target.queue && !isGranted(queues, target.queue))
    return `queue ${target.queue.site}/${target.queue.name} is not among those of ${identity.label}`
  if (target.agent && !isGranted(grantOf(identity, 'agents'), target.agent))
    return `agent ${target.agent.site}/${target.agent.name} is not among those of ${identity.label}`
  if (target.node && identity.role === 'collector' && !isGranted(identity.scope.nodes ?? [], target.node))
    return `node ${target.node.site}/${target.node.name} is not among those of ${identity.label}`
  if (aboutOneQueue.has(action) && !target.queue && queues !== 'all')
    return `${identity.label} may ${inWords(action)} of own queues only: name the queue`
  if (aboutOneAgent.has(action) && !target.agent && grantOf(identity, 'agents') !== 'all')
    return `${identity.label} may ${inWords(action)} of own only: name the agent`
  return undefined
}

/**
 * Whether the asker may do anything of it, whatever it is about: a role is the most that there is, an access list leaves of it what it opens.
 * @param names one of them has to be opened
 */
export const isOpen = (identity: Identity, action: Action, names: readonly string[]): boolean =>
  barredFrom(identity, action, names) === undefined

function barredFrom(
  { role, scope: { acl, service }, tokenId }: Identity,
  action: Action,
  names: readonly string[],
): string | undefined {
  const needed = rolesFor(action)
  if (!needed.includes(role)) return `that takes the role ${listed(needed)}`
  if (!acl || names.some(name => opens(acl, name, service?.login ?? tokenId))) return undefined
  const [name, ...others] = names
  return `its access list does not open ${name ?? ''}${others.length > 0 ? `, nor one of ${others.length} others that would do` : ''}`
}

export const may = (identity: Identity, action: Action, target: Target = {}): boolean =>
  whyNot(identity, action, target) === undefined

const titled = ({ role, label }: Identity): string =>
  role === 'none' ? `${label} has no profile and` : `${role} ${label}`

/** Those that somebody can be given. */
const listed = (allowedRoles: readonly Role[]): string => allowedRoles.filter(role => role !== 'none').join(' or ')

/** `readRawEvents` as it stands in a sentence: read raw events. */
const inWords = (action: Action): string => action.replace(/[A-Z]/g, letter => ` ${letter.toLowerCase()}`)
