import { PbxProblem } from '../../domain/roll-out/pbx.ts'
import type { PbxObject, PbxObjectKind } from '../../domain/roll-out/pbx-objects.ts'
import { valueOf, type PacketLines } from '../../ingest/ami/packets.ts'
import type { ListingManager } from './manager-connection.ts'

interface Listed {
  /** What the PBX shows; unseen: we may not look. */
  readonly objects: readonly PbxObject[] | 'unseen'
  /** A sentence for each thing that people may want to know. */
  readonly findings: readonly string[]
}

/** Kinds of objects that the manager interface shows in one list. */
export interface Listing {
  readonly kinds: readonly PbxObjectKind[]
  /** What is not as it must be is told, but is no failure. */
  readonly onlyTells?: true
  readonly look: (manager: ListingManager) => Promise<Listed>
}

/** Classes of music are in no list of the manager interface. */
export const listings: readonly Listing[] = [
  { kinds: ['queue', 'member'], look: from('QueueStatus', queueObjects) },
  { kinds: ['endpoint'], look: from('PJSIPShowEndpoints', endpoints) },
  { kinds: ['context', 'extension'], look: from('ShowDialPlan', dialplanObjects) },
  { kinds: ['mailbox'], look: from('VoicemailUsersList', mailboxes) },
  // A lot with calls in it stays until they are gone (res/parking/parking_controller.c).
  { kinds: ['parkingLot'], onlyTells: true, look: parkingLots },
  // Whether the other side takes a registration does not hang on our files alone.
  { kinds: ['registration'], onlyTells: true, look: registrations },
]

type Pick = (row: PacketLines) => readonly PbxObject[]

function from(action: string, pick: Pick): Listing['look'] {
  return async manager => ({ objects: await objectsIn(manager, action, pick), findings: [] })
}

/** Where there is none at all some actions say so by an error. */
const objectsIn = (manager: ListingManager, action: string, pick: Pick): Promise<readonly PbxObject[]> =>
  manager.list(action, pick).catch((error: unknown) => {
    if (!(error instanceof PbxProblem)) throw error
    if (/no endpoints/i.test(error.message)) return []
    if (isForbidden(error)) throw new PbxProblem(`${error.message}: ${missingRights}`)
    throw error
  })

const isForbidden = ({ message }: PbxProblem): boolean => /permission/i.test(message)
const missingRights = 'give the user write = system,config,reporting in manager.conf'

/** Members that came by themselves (agents) are not those of the file. */
function queueObjects(row: PacketLines): readonly PbxObject[] {
  const queue = valueOf(row, 'Queue')
  if (queue === undefined) return []
  const event = valueOf(row, 'Event')
  if (event === 'QueueParams') return [{ kind: 'queue', name: queue }]
  const name = valueOf(row, 'Location')
  return event === 'QueueMember' && name !== undefined && valueOf(row, 'Membership') === 'static'
    ? [{ kind: 'member', name, of: queue }]
    : []
}

function endpoints(row: PacketLines): readonly PbxObject[] {
  const name = valueOf(row, 'ObjectName')
  return valueOf(row, 'Event') === 'EndpointList' && name !== undefined ? [{ kind: 'endpoint', name }] : []
}

/** A row for each priority. Other modules have contexts of their own, and extensions in ours, res_parking for one. */
function dialplanObjects(row: PacketLines): readonly PbxObject[] {
  const name = valueOf(row, 'Context')
  if (name === undefined || valueOf(row, 'Registrar') !== 'pbx_config') return []
  const extension = valueOf(row, 'Extension')
  const context: PbxObject = { kind: 'context', name }
  return extension === undefined ? [context] : [context, { kind: 'extension', name: extension, of: name }]
}

function mailboxes(row: PacketLines): readonly PbxObject[] {
  const number = valueOf(row, 'VoiceMailbox')
  return number === undefined ? [] : [{ kind: 'mailbox', name: `${number}@${valueOf(row, 'VMContext') ?? ''}` }]
}

/** The action wants the right `call`, which nothing else of a roll-out does. */
async function parkingLots({ list }: ListingManager): Promise<Listed> {
  try {
    const lot = (row: PacketLines): readonly PbxObject[] => {
      const name = valueOf(row, 'Name')
      return name === undefined ? [] : [{ kind: 'parkingLot', name }]
    }
    return { objects: await list('Parkinglots', lot), findings: [] }
  } catch (error) {
    if (!(error instanceof PbxProblem && isForbidden(error))) throw error
    return { objects: 'unseen', findings: ['parking lots were not looked at: that takes write = call in manager.conf'] }
  }
}

/** With each registration comes its login, password and all: only its name and its state are taken. */
async function registrations(manager: ListingManager): Promise<Listed> {
  const found = await manager.list('PJSIPShowRegistrationsOutbound', row => {
    const name = valueOf(row, 'ObjectName')
    return valueOf(row, 'Event') === 'OutboundRegistrationDetail' && name !== undefined
      ? [{ name, status: valueOf(row, 'Status') ?? 'unknown' }]
      : []
  })
  return {
    objects: found.map(({ name }): PbxObject => ({ kind: 'registration', name })),
    findings: found.map(({ name, status }) => `registration ${name}: ${status}`),
  }
}
