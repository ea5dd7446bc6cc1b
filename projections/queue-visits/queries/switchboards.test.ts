import { afterAll, beforeAll, expect, test } from 'vitest'
import { switchboardsIn } from '../../../domain/queues/hold-queues.ts'
import { microsOfSeconds } from '../../../domain/kernel/time.ts'
import { append, reporting, type Reporting } from '../../xivo-stats/testing/reporting.ts'
import { switchboardFigures } from './switchboards.ts'

/**
 * c1: taken, left on hold, taken again and passed on. c2: gives up. c3: taken, left on hold, gives up there. c4: passed on at once.
 * c5: waits too long. c6, c7: refused, the latter since it was closed. c8: the operator talks to him himself.
 */
const queueLog = `
  time | callid | queue               | agent      | event           | data
  0    | c1     | reception           | NONE       | ENTERQUEUE      | |0610|1
  4    | c1     | reception           | Agent/8001 | CONNECT         | 4|c1.2|3
  10   | c1     | reception           | Agent/8001 | COMPLETEAGENT   | 4|6|1
  10   | c1     | reception_hold      | NONE       | ENTERQUEUE      | |0610|1
  30   | c1     | reception_hold      | Agent/8001 | CONNECT         | 20|c1.3|1
  35   | c1     | reception_hold      | Agent/8001 | BLINDTRANSFER   | 1005|default|20|5|1
  100  | c2     | reception           | NONE       | ENTERQUEUE      | |0620|1
  110  | c2     | reception           | NONE       | ABANDON         | 1|1|10
  200  | c3     | reception           | NONE       | ENTERQUEUE      | |0630|1
  202  | c3     | reception           | Agent/8001 | CONNECT         | 2|c3.2|2
  205  | c3     | reception           | Agent/8001 | BLINDTRANSFER   | 3999|default|2|3|1
  205  | c3     | reception_hold_8001 | NONE       | ENTERQUEUE      | |0630|1
  245  | c3     | reception_hold_8001 | NONE       | ABANDON         | 1|1|40
  300  | c4     | reception           | NONE       | ENTERQUEUE      | |0640|1
  303  | c4     | reception           | Agent/8001 | CONNECT         | 3|c4.2|2
  309  | c4     | reception           | Agent/8001 | BLINDTRANSFER   | 1006|default|3|6|1
  400  | c5     | reception           | NONE       | ENTERQUEUE      | |0650|1
  460  | c5     | reception           | NONE       | EXITWITHTIMEOUT | 1|1|60
  500  | c6     | reception           | NONE       | FULL            |
  600  | c7     | reception           | NONE       | CLOSED          |
  700  | c8     | reception           | NONE       | ENTERQUEUE      | |0680|1
  701  | c8     | reception           | Agent/8001 | CONNECT         | 1|c8.2|1
  790  | c8     | reception           | Agent/8001 | COMPLETECALLER  | 1|89|1
  800  | c9     | sales               | NONE       | ENTERQUEUE      | |0690|1`

let all: Reporting

beforeAll(async () => {
  all = await reporting(async store => append(store, { queueLog }))
})
afterAll(() => all.drop())

const names = ['reception', 'reception_hold', 'reception_hold_8001', 'sales']
const switchboards = switchboardsIn(names.map(name => ({ site: 'paris', name })))
const asked = (from: number, to: number) =>
  switchboardFigures(all.database.pool, {
    period: { from: microsOfSeconds(from), to: microsOfSeconds(to) },
    switchboards,
    withExcluded: false,
  })

test('a call of a switchboard counts once, whatever becomes of it on hold (contact-center 6.7)', async () => {
  const [reception, sales] = await asked(0, 1000)
  expect(reception).toEqual({
    offered: 7,
    answered: 4,
    transferred: 2,
    abandoned: 2,
    diverted: 2,
    entered: 6,
    wait: (24 + 10 + 42 + 3 + 60 + 1) * 1e6,
  })
  expect(sales).toMatchObject({ offered: 1, answered: 0, abandoned: 0, diverted: 0 })
})

test('it belongs to the period of its entry, with all that follows', async () => {
  const [reception] = await asked(0, 5)
  expect(reception).toMatchObject({ offered: 1, answered: 1, transferred: 1, wait: 24e6 })
  expect((await asked(5, 100))[0]).toMatchObject({ offered: 0, entered: 0, wait: 0 })
})
