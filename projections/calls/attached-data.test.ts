import { afterAll, beforeAll, expect, test } from 'vitest'
import { append, reporting, type Reporting } from '../xivo-stats/testing/reporting.ts'
import { callHistory } from './search/history.ts'
import type { AttachedDataCondition } from './types.ts'

const callsWith = (values: readonly string[]): string =>
  values
    .map((value, index) => {
      const id = `${100 + index}.1`
      return `
  ${index * 10}   | CHAN_START    | ${id} | PJSIP/1001-0${index} | 1001 | 1002 |
  ${index * 10}   | ATTACHED_DATA | ${id} |                      |      |      | age=${value}
  ${index * 10 + 5} | HANGUP        | ${id} |                      |      |      | cause=16`
    })
    .join('')

let read: Reporting

beforeAll(async () => {
  const header = `
  time | event         | id    | channel       | number | exten | extra`
  read = await reporting(store =>
    append(store, { cel: header + callsWith(['9', '10', '30.5', '-4', 'old', 'young', '']) }),
  )
})

afterAll(() => read.drop())

async function valuesOfCallsWith(condition: AttachedDataCondition): Promise<readonly string[]> {
  const filter = { scope: { queues: 'all', agents: 'all' }, attachedData: [condition] } as const
  const { rows } = await callHistory(read.database.pool, { filter, orderBy: 'OLDEST_FIRST', first: 100 })
  const attached = await read.query(`SELECT call_id, value FROM calls.attached_data`)
  return rows.map(({ callId }) => String(attached.find(row => row['call_id'] === callId)?.['value']))
}

test('a number is compared as a number: 9 is less than 10', async () => {
  expect(await valuesOfCallsWith({ key: 'age', value: '10', is: 'LESS' })).toEqual(['9', '-4'])
  expect(await valuesOfCallsWith({ key: 'age', value: '9.5', is: 'GREATER' })).toEqual(['10', '30.5'])
})

test('other text goes by its bytes, and no number is among it', async () => {
  expect(await valuesOfCallsWith({ key: 'age', value: 'p', is: 'LESS' })).toEqual(['old', ''])
  expect(await valuesOfCallsWith({ key: 'age', value: 'p', is: 'GREATER' })).toEqual(['young'])
})

test('a key that is not there is neither less nor greater', async () => {
  expect(await valuesOfCallsWith({ key: 'size', value: '10', is: 'LESS' })).toEqual([])
})
