import fc from 'fast-check'
import type { Silence } from '../../domain/agents/heard-rings.ts'
import type { AmiRow } from '../../domain/pbx/ami-fact.ts'
import type { QueueLogRow } from '../../domain/pbx/facts.ts'

/** An event of a manager interface, or a gap in it. */
export type ToldOfRings =
  | { readonly kind: 'event'; readonly event: Omit<AmiRow, 'position'> & { readonly node: string } }
  | { readonly kind: 'gap'; readonly gap: Silence & { readonly node: string } }

interface Told {
  readonly heard: readonly ToldOfRings[]
  /** Of queue_log, about the same rings. */
  readonly rows: readonly QueueLogRow[]
}

const agents = ['Agent/8001', 'Agent/8002', 'PJSIP/1001']
const queues = ['sales', 'support']
const calls = ['c1', 'c2', 'c3']
const channels = ['d1', 'd2', 'd3']
const nodes = ['pbx1', 'pbx1', 'pbx2']

/** Where arbitrary rows (arbitrary-rows.ts) are many: around midnight, in one second. */
const around = fc.oneof(
  fc.integer({ min: 86_390_000_000, max: 86_420_000_000 }),
  fc.integer({ min: 86_390, max: 86_420 }).map(seconds => seconds * 1_000_000),
  fc.integer({ min: 0, max: 5 * 86_400_000_000 }),
)

const anyEvent: fc.Arbitrary<ToldOfRings> = fc
  .record({
    at: around,
    event: fc.constantFrom(
      'AgentCalled',
      'AgentCalled',
      'DialEnd',
      'DialEnd',
      'AgentConnect',
      'AgentRingNoAnswer',
      'AgentComplete',
      'AgentComplete',
      'Hold',
    ),
    agent: fc.constantFrom(...agents),
    queue: fc.constantFrom(...queues),
    call: fc.constantFrom(...calls),
    channel: fc.constantFrom(...channels),
    node: fc.constantFrom(...nodes),
  })
  .map(({ at, event, agent, queue, call, channel, node }) => {
    const fields = {
      Uniqueid: call,
      DestUniqueid: channel,
      ...(event !== 'DialEnd' && { Queue: queue, MemberName: agent }),
    }
    return { kind: 'event', event: { at, event, fields, node } }
  })

const rowOf = { AgentConnect: 'CONNECT', AgentRingNoAnswer: 'RINGNOANSWER', DialEnd: 'RINGCANCELED' } as const

/** A whole ring: its beginning, its end, the word about it, and the row that Asterisk writes in the same moment, perhaps. */
const wholeRing: fc.Arbitrary<Told> = fc
  .record({
    at: around,
    length: fc.oneof(fc.constantFrom(0, 1_000_000, 5_000_000), fc.integer({ min: 0, max: 70_000_000 })),
    until: fc.constantFrom(0, 3_000, 4_000_000),
    talk: fc.constantFrom(0, 900_000, 5_000_000, 5_700_000),
    end: fc.constantFrom<keyof typeof rowOf>('AgentConnect', 'AgentConnect', 'AgentRingNoAnswer', 'DialEnd'),
    agent: fc.constantFrom(...agents),
    queue: fc.constantFrom(...queues),
    call: fc.constantFrom(...calls),
    channel: fc.constantFrom(...channels),
    node: fc.constantFrom(...nodes),
    hasRow: fc.boolean(),
    isWholeSecond: fc.boolean(),
  })
  .map(({ at, length, until, talk, end, agent, queue, call, channel, node, hasRow, isWholeSecond }) => {
    const of = (when: number, event: string): ToldOfRings => ({
      kind: 'event',
      event: {
        at: when,
        event,
        fields: {
          Uniqueid: call,
          DestUniqueid: channel,
          ...(event !== 'DialEnd' && { Queue: queue, MemberName: agent }),
        },
        node,
      },
    })
    const over = at + length
    const told = end === 'DialEnd' ? over : over + until
    const asWritten = (instant: number) => (isWholeSecond ? Math.floor(instant / 1_000_000) * 1_000_000 : instant)
    const ringSeconds = Math.floor((told - at) / 1_000_000)
    const data = end === 'AgentConnect' ? ['9', channel, String(ringSeconds)] : [String(ringSeconds * 1000)]
    const row: QueueLogRow = {
      raw: '',
      form: 'file',
      callid: call,
      queue,
      agent,
      event: rowOf[end],
      data,
      site: 'paris',
      node,
      position: 0,
      at: asWritten(told),
    }
    const isAnswered = end === 'AgentConnect'
    const talkSeconds = String(Math.floor(talk / 1_000_000))
    const endOfTalk = {
      ...row,
      event: 'COMPLETECALLER',
      data: ['9', talkSeconds, '1'],
      at: asWritten(told + talk),
    }
    return {
      heard: [
        of(at, 'AgentCalled'),
        of(over, 'DialEnd'),
        ...(end === 'DialEnd' ? [] : [of(told, end)]),
        ...(isAnswered ? [of(told + talk, 'AgentComplete')] : []),
      ],
      rows: hasRow ? [row, ...(isAnswered ? [endOfTalk] : [])] : [],
    }
  })

const gap: fc.Arbitrary<ToldOfRings> = fc
  .record({ from: around, length: fc.constantFrom(1, 3_000_000, 7_200_000_000), node: fc.constantFrom(...nodes) })
  .map(({ from, length, node }) => ({ kind: 'gap', gap: { from, to: from + length, node } }))

/** What manager interfaces may say of rings: whole ones, parts of some, and gaps; in the order of time within a ring at most. */
export const arbitraryRings: fc.Arbitrary<Told> = fc
  .array(
    fc.oneof(
      { weight: 6, arbitrary: wholeRing },
      { weight: 3, arbitrary: anyEvent.map(one => ({ heard: [one], rows: [] })) },
      { weight: 1, arbitrary: gap.map(one => ({ heard: [one], rows: [] })) },
    ),
    { maxLength: 8 },
  )
  .map(parts => ({ heard: parts.flatMap(({ heard }) => heard), rows: parts.flatMap(({ rows }) => rows) }))

export const instantOf = (told: ToldOfRings): number => (told.kind === 'event' ? told.event.at : told.gap.to)
