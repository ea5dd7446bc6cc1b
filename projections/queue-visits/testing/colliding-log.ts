import fc from 'fast-check'
import type { NewEvent } from '../../../domain/kernel/event.ts'
import { queueTalkEndFound } from '../../../domain/queues/talk-ends.ts'
import { excluding, factOf, siteRegistered, thresholdsSet, type FactRow } from './folding.ts'

/** The last seconds of a month in Paris: whatever begins there may end in the next. */
const zero = Date.UTC(2026, 9, 31, 22, 59, 40) / 1000

type Fields = readonly [string, string, string]

const asWritten = (fields: Fields): readonly string[] => fields

/** Fields of each event, from any three; what nobody expects there is among them. */
const dataOf: Readonly<Record<string, (fields: Fields) => readonly string[]>> = {
  DID: ([number]) => [number === '1' ? '0123456001' : '0123456002'],
  DNIS: ([number]) => [number],
  INFO: asWritten,
  ENTERQUEUE: ([position]) => ['', '0612345678', position],
  CONNECT: ([wait, ring]) => [wait, 'x', ring],
  RINGNOANSWER: ([length]) => [length],
  RINGCANCELED: ([length]) => [length],
  AGENTDUMP: asWritten,
  ABANDON: ([wait]) => ['1', '1', wait],
  EXITWITHTIMEOUT: asWritten,
  EXITWITHKEY: asWritten,
  EXITEMPTY: asWritten,
  LEAVEEMPTY: asWritten,
  WITHDRAW: asWritten,
  SYSCOMPAT: asWritten,
  COMPLETEAGENT: ([wait, talk]) => [wait, talk, '1'],
  COMPLETECALLER: ([wait, talk]) => [wait, talk, '1'],
  TRANSFER: asWritten,
  BLINDTRANSFER: ([wait, talk]) => ['3002', 'default', wait, talk, '1'],
  ATTENDEDTRANSFER: ([wait, talk]) => ['BRIDGE', 'b', wait, talk, '1'],
  CALLERONHOLD: asWritten,
  CALLEROFFHOLD: asWritten,
  WRAPUPSTART: asWritten,
  FULL: asWritten,
  CLOSED: asWritten,
  JOINEMPTY: asWritten,
  DIVERT_CA_RATIO: asWritten,
  DIVERT_HOLDTIME: asWritten,
  CALLBACK: asWritten,
  [queueTalkEndFound]: ([seconds]) => [String((zero + Number(seconds)) * 1_000_000)],
  QUEUESTART: () => [],
}

const field = fc.constantFrom('', '0', '1', '2', '3', '5', '10', 'x', 'b', '60000')

const row: fc.Arbitrary<FactRow> = fc
  .record({
    seconds: fc.constantFrom(0, 1, 2, 3, 4, 5, 10, 19, 20, 21, 25, 40, 920),
    callid: fc.constantFrom('c1', 'c1', 'c19', 'c2', 'NONE'),
    queue: fc.constantFrom('sales', 'sales', 'sales', 'support', 'NONE'),
    agent: fc.constantFrom('Agent/8001', 'Agent/8001', 'Agent/8002', 'NONE'),
    event: fc.constantFrom(...Object.keys(dataOf), 'ENTERQUEUE', 'CONNECT', 'COMPLETEAGENT'),
    fields: fc.tuple(field, field, field),
    node: fc.constantFrom('pbx1', 'pbx1', 'pbx1', 'pbx2'),
  })
  .map(({ seconds, event, fields, ...written }) => ({
    ...written,
    ...(event === 'QUEUESTART' && { callid: 'NONE', queue: 'NONE', agent: 'NONE' }),
    at: zero + seconds,
    event,
    data: dataOf[event]?.(fields) ?? [],
  }))

const decision: fc.Arbitrary<NewEvent> = fc.oneof(
  fc
    .tuple(fc.constantFrom('sales', 'support'), fc.constantFrom(0, 3, 20, 900), fc.constantFrom(0, 1, 3, 10))
    .map(([queue, from, seconds]) => thresholdsSet(queue, zero + from, seconds)),
  fc.constantFrom('Europe/Paris', 'UTC', 'Asia/Kolkata').map(zone => siteRegistered(zone)),
  fc
    .tuple(fc.constantFrom('CallExcluded', 'CallIncluded'), fc.subarray(['c1', 'c19', 'c2'], { minLength: 1 }))
    .map(([type, keys]) => excluding(type, 'pbx1', keys)),
)

/**
 * Every row that a visit is read from, of the same few calls and within a minute, in any order: most of them where no PBX would write
 * them. Between them thresholds, zones that change, calls that count no more.
 */
export const collidingLog: fc.Arbitrary<NewEvent[]> = fc.array(
  fc.oneof({ weight: 5, arbitrary: row.map(each => factOf(each)) }, { weight: 1, arbitrary: decision }),
  { minLength: 2, maxLength: 20 },
)
