import { objectsOf } from '../configuration/configuration.ts'
import { emptyConditions, queues, type ConfiguredQueue } from '../queues/configured-queues.ts'
import { skillFallbackKinds, skillFallbacksOf, toldPenalty } from '../queues/skill-fallbacks.ts'
import { groups, type Group } from '../routing/groups.ts'
import { lines } from '../users/lines.ts'
import { confFile, entries, section, type Setting } from './conf-file.ts'
import { memberOf } from './members.ts'
import type { FileRenderer, Rendering } from './rendered-file.ts'
import { isMain, isOn } from './servers.ts'

/**
 * pbx-configuration §7.3 and §8.1. Queues are on the main server, groups on theirs. Agents are no static members: they are added when
 * they log in (§7.2), and kept over a restart by persistentmembers.
 */
export const queuesConf: FileRenderer = {
  path: 'queues.conf',
  reads: [...new Set([lines, ...skillFallbackKinds].map(({ name }) => name))],
  reload: { module: 'app_queue.so' },
  render: rendering => {
    const { configuration, server } = rendering
    const main = isMain(server, configuration)
    const here = main ? objectsOf(configuration, queues).filter(({ value }) => value.enabled) : []
    const ringing = objectsOf(configuration, groups).filter(
      ({ value }) => value.enabled && isOn(server, value.mediaServer, configuration),
    )
    return confFile([
      section('general', general),
      ...here.map(({ value }) => section(value.name, queueSettings(value)) + queueMembers(value, rendering)),
      ...ringing.map(({ value }) => section(value.name, groupSettings(value)) + groupMembers(value, rendering)),
    ])
  },
}

/** log_membername_as_agent: ADDMEMBER and REMOVEMEMBER name the agent, not the channel. monitor-type is for Asterisk before 21. */
const general: readonly Setting[] = [
  ['persistentmembers', true],
  ['autofill', false],
  ['monitor-type', 'MixMonitor'],
  ['shared_lastcall', false],
  ['log_membername_as_agent', true],
]

const queueSettings = (queue: ConfiguredQueue): readonly Setting[] => [
  ['strategy', queue.strategy],
  ['musicclass', queue.musicOnHold],
  ['announce', queue.announcement],
  ...announcements(queue.announcements),
  ['timeoutpriority', queue.timeoutPriority === 'configuration' ? 'conf' : 'app'],
  ['context', queue.exitContext],
  ['servicelevel', queue.serviceLevelSeconds],
  ['timeout', queue.memberTimeoutSeconds],
  ['retry', queue.retrySeconds],
  ['weight', queue.weight],
  ['wrapuptime', queue.wrapUpSeconds],
  ['maxlen', queue.maxWaiting],
  ['monitor-format', queue.monitorFormat],
  ['joinempty', conditions(queue.joinEmpty, 'yes')],
  ['leavewhenempty', conditions(queue.leaveWhenEmpty, 'no')],
  ['ringinuse', queue.ringInUse],
  ['reportholdtime', queue.reportHoldTime],
  ['memberdelay', queue.memberDelaySeconds],
  ['timeoutrestart', queue.timeoutRestart],
  ['autofill', queue.autofill],
  ['autopause', queue.autoPause],
  ['setinterfacevar', queue.setInterfaceVariables],
  ['setqueueentryvar', queue.setEntryVariables],
  ['setqueuevar', queue.setQueueVariables],
  ['membergosub', queue.memberSubroutine],
  ['defaultrule', queue.penaltyRule],
]

const announcements = (told: ConfiguredQueue['announcements']): readonly Setting[] => [
  ['queue-youarenext', told.youAreNext],
  ['queue-thereare', told.thereAre],
  ['queue-callswaiting', told.callsWaiting],
  ['queue-holdtime', told.holdTime],
  ['queue-minutes', told.minutes],
  ['queue-seconds', told.seconds],
  ['queue-thankyou', told.thankYou],
  ['queue-reporthold', told.reportHold],
  ['periodic-announce', told.periodic.length === 0 ? null : told.periodic.join(',')],
  ['periodic-announce-frequency', told.periodicSeconds],
  ['random-periodic-announce', told.randomPeriodic],
  ['announce-frequency', told.positionSeconds],
  ['min-announce-frequency', told.minimumSeconds],
  ['announce-round-seconds', rounded(told.roundSeconds)],
  ['announce-holdtime', told.holdTimeTold],
  ['announce-position', told.positionTold],
  ['announce-position-limit', told.positionLimit],
]

/** Asterisk takes no other ones, and then does not round at all. */
const roundings = [30, 20, 15, 10, 5, 0] as const
const rounded = (seconds: number): number => roundings.find(one => one <= seconds) ?? 0

/** Each names a state in which a member does not count; without any it never matters whether there is one. */
const conditions = (chosen: readonly string[], never: string): string =>
  chosen.length === 0 ? never : emptyConditions.filter(one => chosen.includes(one)).join(',')

const queueMembers = (queue: ConfiguredQueue, rendering: Rendering): string =>
  entries(
    'member',
    queue.members.flatMap(member => {
      if (member.user === null || !member.enabled) return []
      const penalty = toldPenalty(skillFallbacksOf(rendering.configuration), queue.name, member)
      return memberOf(member.user, penalty, rendering) ?? []
    }),
  )

/** A group is left when nobody can be rung, as a queue is; nothing is announced. */
const groupSettings = (group: Group): readonly Setting[] => [
  ['strategy', group.strategy],
  ['musicclass', group.musicOnHold],
  ['timeoutpriority', 'app'],
  ['timeout', group.memberTimeoutSeconds],
  ['retry', group.retrySeconds],
  ['joinempty', 'unavailable,invalid,unknown'],
  ['leavewhenempty', 'unavailable,invalid,unknown'],
  ['ringinuse', group.ringInUse],
  ['autofill', true],
  ['autopause', 'no'],
  ['announce-position', 'no'],
  ['setqueueentryvar', true],
  ['setqueuevar', true],
]

const groupMembers = (group: Group, rendering: Rendering): string =>
  entries(
    'member',
    group.members.flatMap(({ user }) => memberOf(user, 0, rendering) ?? []),
  )
