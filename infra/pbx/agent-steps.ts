import { sentenceOf, type AgentStep } from '../../domain/agents/actions/agent-step.ts'
import type { AgentsOnPbx, MemberOnPbx } from '../../domain/agents/actions/agents-on-pbx.ts'
import { messageOf } from '../../domain/kernel/error-message.ts'
import type { KeptByPbx, KeyChange } from '../../domain/phone-states/keys.ts'
import { AgentStepProblem, type QueueMemberOnPbx, type QueueOnPbx } from '../../domain/roll-out/pbx.ts'
import { refusalOf } from '../../ingest/ami/log-in.ts'
import { valueOf, type PacketLines } from '../../ingest/ami/packets.ts'
import type { Ask, ListingManager } from './manager-connection.ts'

/** Every queue with its members, and the keys that say where agents sit. */
export async function agentsOver(manager: ListingManager, kept: KeptByPbx): Promise<AgentsOnPbx> {
  const queues = await queuesOver(manager)
  return { kept, queues: new Map(queues.map(({ name, members }) => [name, members.map(asMember)])) }
}

const asMember = (member: QueueMemberOnPbx): MemberOnPbx => ({
  interface: member.interface,
  name: member.name,
  penalty: member.penalty,
  paused: member.paused,
  pauseReason: member.pauseReason,
  lastCallAt: member.lastCallAt,
  stateInterface: member.stateInterface,
})

interface ListedMember extends QueueMemberOnPbx {
  readonly loginTime: number
}

/** The queues as the PBX has them; members in the order in which they logged in. */
export async function queuesOver({ list }: ListingManager): Promise<readonly QueueOnPbx[]> {
  const queues = new Map<string, { waiting: number; members: ListedMember[] }>()
  for (const row of await list('QueueStatus', row => [row])) {
    const name = valueOf(row, 'Queue')
    if (name === undefined) continue
    const queue = queues.get(name) ?? { waiting: 0, members: [] }
    queues.set(name, queue)
    if (valueOf(row, 'Event') === 'QueueParams') queue.waiting = Number(valueOf(row, 'Calls') ?? 0)
    if (valueOf(row, 'Event') === 'QueueMember') queue.members.push(memberIn(row))
  }
  return [...queues].map(([name, { waiting, members }]) => ({
    name,
    waiting,
    members: members.sort((a, b) => a.loginTime - b.loginTime),
  }))
}

const memberIn = (row: PacketLines): ListedMember => ({
  interface: valueOf(row, 'Location') ?? '',
  name: valueOf(row, 'Name') ?? '',
  penalty: Number(valueOf(row, 'Penalty') ?? 0),
  paused: valueOf(row, 'Paused') === '1',
  pauseReason: valueOf(row, 'PausedReason') || null,
  lastCallAt: valueOf(row, 'InCall') === '1' ? 0 : Number(valueOf(row, 'LastCall') ?? 0),
  stateInterface: valueOf(row, 'StateInterface') ?? '',
  isStatic: valueOf(row, 'Membership') === 'static',
  // Releases that do not tell it list members as they came, or by chance.
  loginTime: Number(valueOf(row, 'LoginTime') ?? 0),
})

/** @throws AgentStepProblem */
export async function stepsOver(
  ask: Ask,
  steps: readonly AgentStep[],
  keep: (change: KeyChange) => Promise<void>,
): Promise<void> {
  for (const [done, step] of steps.entries()) {
    try {
      if (step.do === 'keep') await keep(step)
      else await actionOf(ask, step)
    } catch (error) {
      const message = messageOf(error)
      throw new AgentStepProblem(done, `${sentenceOf(step)}: not done, ${message}`)
    }
  }
}

/** What app_queue answers where it is so already. */
const soAlready = /already there|not there|interface not found/i

async function actionOf(ask: Ask, step: Exclude<AgentStep, { readonly do: 'keep' }>): Promise<void> {
  const [action, fields] = actionAndFields(step)
  const refusal = refusalOf(await ask(action, fields))
  if (refusal === undefined || (isRepeatable(step) && soAlready.test(refusal))) return
  const right = step.do === 'listen' ? 'originate' : 'agent'
  const advice = /permission/i.test(refusal) ? `; give the user write = ${right} in manager.conf` : ''
  throw new Error(`${action} is refused (${refusal})${advice}`)
}

const isRepeatable = ({ do: what }: AgentStep): boolean => what === 'addMember' || what === 'removeMember'

type Fields = Readonly<Record<string, string>>

function actionAndFields(step: Exclude<AgentStep, { readonly do: 'keep' }>): readonly [string, Fields] {
  switch (step.do) {
    case 'addMember':
      return [
        'QueueAdd',
        {
          Queue: step.queue,
          Interface: step.interface,
          MemberName: step.name,
          StateInterface: step.stateInterface,
          Penalty: String(step.penalty),
          Paused: step.pause === null ? 'false' : 'true',
          ...(step.pause?.reason ? { Reason: step.pause.reason } : {}),
        },
      ]
    case 'removeMember':
      return ['QueueRemove', { Queue: step.queue, Interface: step.interface }]
    case 'setPenalty':
      return ['QueuePenalty', { Interface: step.interface, Penalty: String(step.penalty), Queue: step.queue }]
    case 'pause':
      return [
        'QueuePause',
        { Interface: step.interface, Paused: 'true', ...(step.reason === null ? {} : { Reason: step.reason }) },
      ]
    case 'unpause':
      return ['QueuePause', { Interface: step.interface, Paused: 'false' }]
    case 'listen':
      return [
        'Originate',
        {
          Channel: step.listener,
          Context: 'xivo-listen',
          Exten: 's',
          Priority: '1',
          Timeout: '30000',
          CallerID: `"${step.agent}" <${step.phone}>`,
          // One header: several of the same name are no fields of a record, and commas part variables.
          Variable: `XIVO_LISTENED=${step.channels},XIVO_LISTENED_AGENT=${step.agent},XIVO_LISTENED_PHONE=${step.phone}`,
          Async: 'true',
        },
      ]
    case 'log':
      return ['QueueLog', { Queue: 'NONE', Event: step.event, Interface: step.name, Message: step.data.join('|') }]
  }
}
