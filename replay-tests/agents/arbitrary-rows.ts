import fc from 'fast-check'
import type { QueueLogRow } from '../../domain/pbx/facts.ts'
import { queueTalkEndFound } from '../../domain/queues/talk-ends.ts'

const agents = ['Agent/8001', 'Agent/8002', 'PJSIP/1001']
const queues = ['sales', 'support', 'NONE']
const calls = ['c1', 'c2', 'c3', 'NONE']
const numbers = ['', '0', '1', '5', '60', '4000', '90000', 'x']

/** Data of each event, from an arbitrary number and the second of the row. */
const written: Readonly<Record<string, (number: string, seconds: number) => string[]>> = {
  QUEUESTART: () => [],
  AGENTCALLBACKLOGIN: number => [number === '5' ? '1002@default' : '1001@default'],
  AGENTCALLBACKLOGOFF: number => ['1001@default', number, 'CommandLogoff'],
  ADDMEMBER: number => (number === '5' ? ['PAUSED'] : []),
  REMOVEMEMBER: () => [],
  PENALTY: number => [number],
  PAUSE: number => [number === '5' ? 'lunch' : ''],
  UNPAUSE: () => [],
  PAUSEALL: number => [number === '5' ? 'lunch' : 'meeting'],
  UNPAUSEALL: () => [],
  RINGNOANSWER: number => [number],
  RINGCANCELED: number => [number],
  CONNECT: number => ['1', 'c9', number],
  COMPLETECALLER: number => ['1', number, '1'],
  COMPLETEAGENT: number => ['1', number, '1'],
  BLINDTRANSFER: number => ['3002', 'default', '1', number, '1'],
  ATTENDEDTRANSFER: number => ['BRIDGE', 'b1', '1', number, '1'],
  WRAPUPSTART: number => [number],
  [queueTalkEndFound]: (number, seconds) => [`${(seconds - (Number(number) || 0)) * 1_000_000}`],
}

const overDays = fc.oneof(fc.integer({ min: 86_390, max: 86_420 }), fc.integer({ min: 0, max: 5 * 86_400 }))

/** What rows tell of the day before them meets what is known of that day: lengths reach from one of these instants to another. */
const aroundMidnights = fc
  .tuple(fc.constantFrom(0, 86_400, 86_400, 172_800, 345_600), fc.constantFrom(-500, -20, -1, 0, 0, 1, 20, 500))
  .map(([midnight, behind]) => Math.max(0, midnight + behind))
const overMidnight = ['1', '20', '40', '500', '1000', '86400', '86420', '86900', '172800', '259200']

/**
 * Rows of two PBXs over some days, in the order of arrival, which is any, or nearly that of time: sensible ones and nonsense, many in
 * one second or around midnights.
 */
export const arbitraryRows = (most = 40): fc.Arbitrary<QueueLogRow[]> =>
  fc.oneof(
    anyOrder(most, overDays, numbers),
    anyOrder(most, overDays, numbers).map(rows =>
      rows
        .toSorted((a, b) => a.at + jitterOf(a) - b.at - jitterOf(b))
        .map((row, index) => ({ ...row, position: index + 1 })),
    ),
    anyOrder(Math.min(most, 14), aroundMidnights, overMidnight),
  )

/** Every seventh row arrives two seconds late. */
const jitterOf = ({ position }: QueueLogRow): number => (position % 7 === 0 ? 2_000_000 : 0)

const anyOrder = (
  most: number,
  seconds: fc.Arbitrary<number>,
  lengths: readonly string[],
): fc.Arbitrary<QueueLogRow[]> =>
  fc
    .array(
      fc.record({
        seconds,
        event: fc.constantFrom(...Object.keys(written)),
        agent: fc.constantFrom(...agents),
        queue: fc.constantFrom(...queues),
        callid: fc.constantFrom(...calls),
        number: fc.constantFrom(...lengths),
        node: fc.constantFrom('pbx1', 'pbx1', 'pbx2'),
      }),
      { maxLength: most },
    )
    .map(all =>
      all.map(({ seconds, event, agent, queue, callid, number, node }, index) => ({
        raw: '',
        form: 'file',
        callid,
        queue: event.endsWith('ALL') || event === 'QUEUESTART' ? 'NONE' : queue,
        agent: event === 'QUEUESTART' ? 'NONE' : agent,
        event,
        data: written[event]?.(number, seconds) ?? [],
        at: seconds * 1_000_000,
        position: index + 1,
        site: 'paris',
        node,
      })),
    )
