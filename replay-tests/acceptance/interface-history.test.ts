import { afterAll, beforeAll, expect, test } from 'vitest'
import { createReports } from '../../api/reports/reports.ts'
import { asker } from '../../api/testing/ask.ts'
import { fakePorts } from '../../api/testing/fakes.ts'
import type { ConfigurationCommand } from '../../domain/configuration/commands.ts'
import { evolveAll, initialConfiguration } from '../../domain/configuration/configuration.ts'
import { kinds } from '../../domain/configuration/kinds.ts'
import { decide } from '../../domain/configuration/testing/given.ts'
import type { NewEvent } from '../../domain/kernel/event.ts'
import type { Json } from '../../domain/kernel/json.ts'
import { isoOf, microsOfIso } from '../../domain/kernel/time.ts'
import { wallOf } from '../../domain/kernel/zone.ts'
import { append, reporting, type Reporting } from '../../projections/xivo-stats/testing/reporting.ts'

/** The phone of the sample calls the queue, hears it for eighteen seconds, and hangs up. Times are UTC, those of the sample Paris. */
const cel = `
  time                | event        | id           | channel             | number | name       | exten | app   | data   | extra
  2017-01-27 14:37:54 | CHAN_START   | 1485527874.7 | SIP/az9kf7-00000001 | 1001   | Poste 1001 | 3000  |       |        |
  2017-01-27 14:37:54 | ANSWER       | 1485527874.7 |                     |        |            | 3000  | Queue | cars,, |
  2017-01-27 14:37:54 | APP_START    | 1485527874.7 |                     |        |            | 3000  | Queue | cars,, |
  2017-01-27 14:38:12 | APP_END      | 1485527874.7 |                     |        |            | 3000  | Queue | cars,, |
  2017-01-27 14:38:12 | HANGUP       | 1485527874.7 |                     |        |            | 3000  |       |        | {"hangupcause":16,"hangupsource":"SIP/az9kf7-00000001","dialstatus":""}
  2017-01-27 14:38:12 | CHAN_END     | 1485527874.7 |                     |        |            | 3000  |       |        |
  2017-01-27 14:38:12 | LINKEDID_END | 1485527874.7 |                     |        |            | 3000  |       |        |`
const queueLog = `
  time                | callid       | queue | agent | event      | data
  2017-01-27 14:37:54 | 1485527874.7 | cars  | NONE  | ENTERQUEUE | |1001|1
  2017-01-27 14:38:12 | 1485527874.7 | cars  | NONE  | ABANDON    | 1|1|18`

const decided: readonly ConfigurationCommand[] = [
  { defineContext: { name: 'default', displayName: 'Default' } },
  { defineQueue: { name: 'cars', displayName: 'Cars', number: '3000', context: 'default' } },
  {
    defineLine: {
      name: 'az9kf7',
      number: '1001',
      context: 'default',
      endpoint: { custom: { interface: 'SIP/az9kf7' } },
    },
  },
  { defineUser: { user: 'poste1001', firstName: 'Poste', lastName: 'Poste 1001', lines: ['az9kf7'] } },
]

function configuration(): readonly NewEvent[] {
  let state = initialConfiguration(kinds)
  return decided.flatMap(command => {
    const decision = decide(state, [command])
    if (!decision.accepted) throw new Error(JSON.stringify(decision.rejections))
    state = evolveAll(state, decision.events, kinds)
    const occurredAt = microsOfIso('2017-01-01T00:00:00Z') ?? NaN
    return decision.events.map(event => ({
      type: event.type,
      data: event as unknown as Json,
      occurredAt,
      site: 'paris',
    }))
  })
}

let read: Reporting

beforeAll(async () => {
  read = await reporting(async store => {
    await append(store, { timeZone: 'Europe/Paris', cel, queueLog })
    const stored = await store.append([
      { stream: 'configuration/paris', expected: 'no-stream', events: configuration() },
    ])
    if (!stored.ok) throw new Error('the log refused the configuration')
  })
})

afterAll(() => read.drop())

interface Row {
  readonly status: string
  readonly participant: { readonly firstName: string | null; readonly lastName: string | null }
  readonly call: {
    readonly startedAt: string
    readonly endedAt: string
    readonly callerNumber: string | null
    readonly calledNumber: string | null
    readonly queueVisits: readonly { readonly queueDisplayName: string | null }[]
  }
}

/** As the original's interface prints a row of it: times of the site, a queue as the last name of somebody without a first. */
function printed({ status, participant, call }: Row) {
  const at = (iso: string) => microsOfIso(iso) ?? NaN
  const seconds = (at(call.endedAt) - at(call.startedAt)) / 1_000_000
  return {
    start: isoOf(wallOf('Europe/Paris', at(call.startedAt)))
      .slice(0, 19)
      .replace('T', ' '),
    duration: new Date(seconds * 1000).toISOString().slice(11, 19),
    src_num: call.callerNumber,
    dst_num: call.calledNumber,
    status: status.toLowerCase(),
    src_firstname: participant.firstName,
    src_lastname: participant.lastName,
    dst_firstname: null,
    dst_lastname: call.queueVisits[0]?.queueDisplayName,
  }
}

test('G-30: interface history row', async () => {
  const ask = asker(fakePorts(read.store, { reports: createReports(read.database.pool) }))
  const { data, errors } = await ask(`{ lineCalls(line: "SIP/az9kf7") { edges { node {
    status participant { firstName lastName }
    call { startedAt endedAt callerNumber calledNumber queueVisits { queueDisplayName } }
  } } } }`)
  expect(errors).toBeUndefined()
  const { lineCalls } = data as { lineCalls: { edges: readonly { node: Row }[] } }
  expect(lineCalls.edges.map(({ node }) => printed(node))).toEqual([
    {
      start: '2017-01-27 15:37:54',
      duration: '00:00:18',
      src_num: '1001',
      dst_num: '3000',
      status: 'emitted',
      src_firstname: 'Poste',
      src_lastname: 'Poste 1001',
      dst_firstname: null,
      dst_lastname: 'Cars',
    },
  ])
})
