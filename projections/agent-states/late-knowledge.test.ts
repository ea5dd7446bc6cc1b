import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { NewEvent } from '../../domain/kernel/event.ts'
import { microsOfIso } from '../../domain/kernel/time.ts'
import { aliasAssigned, cramped, factsFrom, folded, logOf, roomy, siteRegistered } from './testing/folding.ts'

/** The tables, without what tells when something became known. */
async function tablesOf(events: readonly NewEvent[], sizes: readonly number[] = [1], capacity = roomy) {
  const {
    node: _,
    alias: __,
    restart: ___,
    ...tables
  } = (await folded(await logOf(events), { sizes, capacity })).dump()
  return tables
}

const twoAgents = factsFrom(`
  time   | callid  | queue   | agent                    | event              | data
  0      | NONE    | NONE    | Agent/8001               | AGENTCALLBACKLOGIN | 1001@default
  1      | MANAGER | sales   | Agent/8001               | ADDMEMBER          |
  10     | NONE    | NONE    | Agent/8008               | AGENTCALLBACKLOGIN | 1008@default
  11     | MANAGER | support | Local/id-8@agentcallback | ADDMEMBER          |
  20     | NONE    | support | Local/id-8@agentcallback | PENALTY            | 5
  90000  | NONE    | support | Local/id-8@agentcallback | PENALTY            | 7
  180000 | MANAGER | support | Local/id-8@agentcallback | REMOVEMEMBER       |`)

describe('an alias that an administrator tells afterwards', () => {
  const assigned = aliasAssigned('Agent/8008', 'Local/id-8@agentcallback', 0)

  test('moves the rows by that name to the agent, as if it had been known before them', async () => {
    // Positions differ by where the alias stands; nothing here shows them.
    for (const sizes of [[1], [3], [100]])
      for (const capacity of [roomy, cramped])
        expect(await tablesOf([...twoAgents, assigned], sizes, capacity)).toEqual(
          await tablesOf([assigned, ...twoAgents]),
        )
  })

  test('leaves nobody behind under the interface', async () => {
    const agents = async (events: readonly NewEvent[]) =>
      (await folded(await logOf(events), { sizes: [2] })).rows('agent_now').map(({ agent }) => agent)
    expect(await agents(twoAgents)).toContain('Local/id-8@agentcallback')
    expect(await agents([...twoAgents, assigned])).toEqual(['Agent/8001', 'Agent/8008'])
  })

  test('counts from the instant that it is told for', async () => {
    const later = aliasAssigned('Agent/8008', 'Local/id-8@agentcallback', 100_000e6)
    const memberships = (await folded(await logOf([...twoAgents, later]), { sizes: [2] })).rows('membership')
    expect(memberships.map(row => row['agent'])).toEqual([
      'Agent/8001',
      ...Array<string>(3).fill('Local/id-8@agentcallback'),
    ])
  })
})

test('a login that comes late takes the rows by interface behind it to its agent', async () => {
  const rows = factsFrom(`
    time  | callid  | queue | agent      | event              | data
    0     | NONE    | NONE  | Agent/8001 | AGENTCALLBACKLOGIN | 1001@default
    5     | MANAGER | sales | PJSIP/1001 | ADDMEMBER          |
    50000 | NONE    | NONE  | Agent/8002 | AGENTCALLBACKLOGIN | 1001@default
    90000 | MANAGER | sales | PJSIP/1001 | ADDMEMBER          |
    95000 | NONE    | sales | PJSIP/1001 | PENALTY            | 3
    99000 | MANAGER | sales | PJSIP/1001 | REMOVEMEMBER       |`)
  const inOrder = await tablesOf(rows)
  await fc.assert(
    fc.asyncProperty(
      fc.shuffledSubarray([...rows], { minLength: rows.length }),
      fc.array(fc.integer({ min: 1, max: 3 }), { minLength: 1 }),
      async (events, sizes) => {
        expect(await tablesOf(events, sizes)).toEqual(inOrder)
      },
    ),
    { numRuns: 60 },
  )
})

describe('the days of a site', () => {
  const night = factsFrom(`
    time                | callid | queue | agent      | event               | data
    2026-10-24 20:00:00 | NONE   | NONE  | Agent/8001 | AGENTCALLBACKLOGIN  | 1001@default
    2026-10-24 21:00:00 | c1     | sales | Agent/8001 | CONNECT             | 1|c1.2|0
    2026-10-24 23:00:00 | c1     | sales | Agent/8001 | COMPLETEAGENT       | 1|7200|1
    2026-10-25 23:30:00 | NONE   | NONE  | Agent/8001 | AGENTCALLBACKLOGOFF | 1001@default|1|`)
  const at = (iso: string) => microsOfIso(iso)
  const hours = (count: number) => count * 3600e6

  test('begin at its midnight and have 25 hours in autumn', async () => {
    const tables = await folded(await logOf([siteRegistered('Europe/Paris'), ...night]), { sizes: [2] })
    expect(tables.rows('day').map(row => [row['start_us'], row['login_us'], row['talking_us']])).toEqual([
      [at('2026-10-23T22:00:00Z'), hours(2), hours(1)],
      [at('2026-10-24T22:00:00Z'), hours(25), hours(1)],
      [at('2026-10-25T23:00:00Z'), hours(0.5), 0],
    ])
  })

  test('are cut anew when its zone is told afterwards', async () => {
    const daysOf = async (events: readonly NewEvent[], sizes: readonly number[], capacity = roomy) => {
      const tables = (await folded(await logOf(events), { sizes, capacity })).dump()
      return ['day', 'day_pause', 'day_queue'].map(table => tables[table])
    }
    const known = await daysOf([siteRegistered('Europe/Paris'), ...night], [100])
    for (const sizes of [[1], [4, 1], [100]])
      for (const capacity of [roomy, cramped])
        expect(await daysOf([...night, siteRegistered('Europe/Paris')], sizes, capacity)).toEqual(known)
  })
})
