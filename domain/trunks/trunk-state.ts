import { registrationUris } from '../pbx-files/trunk-sections.ts'
import type { Trunk } from '../routing/sip/trunks.ts'
import type { Micros } from '../kernel/time.ts'
import type { Reachability, RegistrationStatus, AmiContact, AmiList, AmiRegistration } from './trunk-changes.ts'

/** What the manager interface of a trunk's PBX has told. */
export interface AmiTrunkStatus {
  readonly contacts: readonly AmiContact[]
  readonly registrations: readonly AmiRegistration[]
  /** Lists that the PBX has given whole since it is heard: what is not in one of these is not there. */
  readonly lists: readonly AmiList[]
}

/** UP: registered or reachable, and nothing of it is not. UNKNOWN is never UP. */
type TrunkVerdict = 'UP' | 'DOWN' | 'UNKNOWN' | 'DISABLED'

export interface TrunkState {
  readonly verdict: TrunkVerdict
  /** For people: why it is not UP, or what that goes by. */
  readonly reason: string
  /** Of what the verdict goes by; null: it was so already when it was first heard of, or nothing is known. */
  readonly since: Micros | null
  /** null: it is not configured to register, or nothing was told. */
  readonly registration: RegistrationStatus | null
  /** null: nothing was told. */
  readonly reachability: Reachability | null
  readonly roundTripMicros: number | null
}

const nothingTold = { since: null, registration: null, reachability: null, roundTripMicros: null } as const
const unknown = (reason: string): TrunkState => ({ verdict: 'UNKNOWN', reason, ...nothingTold })

const rightNeeded = (right: string): string => `give the user of the manager interface write = ${right}`

/**
 * How a trunk stands (pbx-configuration §9.3), by what its PBX tells. What registers here and what is called are asked for their contact,
 * what registers with the other side for its registration; one that is not as it should be is enough for DOWN.
 * @param told undefined: the manager interface of its PBX is not heard
 * @param node where it is; undefined: there is no server for it
 */
export function trunkState(trunk: Trunk, node: string | undefined, told: AmiTrunkStatus | undefined): TrunkState {
  if (!trunk.enabled) return { verdict: 'DISABLED', reason: 'it is disabled', ...nothingTold }
  if (!('sip' in trunk.endpoint)) return unknown('a customized trunk: Asterisk does not tell how it stands')
  if (node === undefined) return unknown('no media server is configured, so nobody knows which PBX has it')
  if (!told) return unknown(`the manager interface of ${node} is not heard`)
  const { sip } = trunk.endpoint
  const parts = [
    ...(sip.registration ? [registrationState(sip.registration, told)] : []),
    contactState(trunk.name, sip.host, told),
  ]
  const decides = worstOf(parts)
  const [registration, contact] = sip.registration ? parts : [undefined, parts[0]]
  return {
    verdict: decides.verdict,
    reason: decides.reason,
    since: decides.since,
    registration: registration?.registration ?? null,
    reachability: contact?.reachability ?? null,
    roundTripMicros: contact?.roundTripMicros ?? null,
  }
}

/** Something that is wrong outweighs what is right, and what is right what is not known: a provider need not answer OPTIONS. */
function worstOf(parts: readonly TrunkState[]): TrunkState {
  const of = (verdict: TrunkVerdict) => parts.find(part => part.verdict === verdict)
  return of('DOWN') ?? of('UP') ?? of('UNKNOWN') ?? unknown('nothing tells how it stands')
}

type Registration = Parameters<typeof registrationUris>[0]

function registrationState(configured: Registration, { registrations, lists }: AmiTrunkStatus): TrunkState {
  const { clientUri, serverUri } = registrationUris(configured)
  const found = registrations.find(one => one.clientUri === clientUri && one.serverUri === serverUri)
  if (!found)
    return unknown(
      lists.includes('registrations')
        ? `the PBX has no registration of ${clientUri} with ${serverUri}: roll the configuration out`
        : `the PBX has not told of its registrations: ${rightNeeded('reporting')}`,
    )
  const { state, since } = found
  const verdict = state === 'REGISTERED' ? 'UP' : state === 'UNKNOWN' ? 'UNKNOWN' : 'DOWN'
  return { ...nothingTold, verdict, reason: registrationReasons[state](serverUri), since, registration: state }
}

const registrationReasons: Readonly<Record<RegistrationStatus, (server: string) => string>> = {
  REGISTERED: server => `registered with ${server}`,
  UNREGISTERED: server => `not registered with ${server}: it does not answer, or has not been asked yet`,
  // Asterisk 22.10.1 says this too of a server that is silent.
  REJECTED: server =>
    `no registration with ${server}: it does not answer, or refuses it; check address, user name and password`,
  STOPPED: server => `the registration with ${server} was given up: reload res_pjsip_outbound_registration`,
  UNKNOWN: server => `the PBX says something else of the registration with ${server}`,
}

const bestFirst: readonly Reachability[] = ['REACHABLE', 'NOT_QUALIFIED', 'UNKNOWN', 'UNREACHABLE']

/** One of several contacts that answers is enough for calls to go out. */
function contactState(trunk: string, host: string | null, { contacts, lists }: AmiTrunkStatus): TrunkState {
  const own = contacts.filter(({ aor }) => aor === trunk)
  const best = bestFirst.map(state => own.find(one => one.state === state)).find(one => one !== undefined)
  if (!best) {
    if (!lists.includes('contacts')) return unknown(`the PBX has not told of its contacts: ${rightNeeded('system')}`)
    return host === null
      ? { ...nothingTold, verdict: 'DOWN', reason: 'the other side has not registered here' }
      : unknown('the PBX has no contact of it: roll the configuration out')
  }
  const { state, since, roundTripMicros } = best
  const told = { since, registration: null, reachability: state, roundTripMicros }
  switch (state) {
    case 'REACHABLE':
      return { ...told, verdict: 'UP', reason: 'the other side answers' }
    case 'UNREACHABLE':
      return { ...told, verdict: 'DOWN', reason: 'the other side does not answer (qualify)' }
    default:
      return host === null
        ? { ...told, verdict: 'UP', reason: 'the other side has registered here; whether it answers is not asked' }
        : { ...told, verdict: 'UNKNOWN', reason: 'whether the other side answers is not asked: qualify is off' }
  }
}
