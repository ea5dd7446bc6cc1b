import { isInputObjectType } from 'graphql'
import { expect, test } from 'vitest'
import { printedSchema } from '../testing/printed-schema.ts'
import { csvAddress, filterOf, hiddenFiltersSet, parseSearch } from './call-filter.ts'

const period = { from: '2026-11-20T23:00:00.000Z', to: '2026-11-21T23:00:00.000Z' }
const everything =
  '?text=martin&outcome=ANSWERED&queues=paris/sales,lab/support&site=paris&agent=paris/Agent/8001' +
  '&direction=INBOUND&number=0612&talkAtLeast=10&talkAtMost=60&recording=no&tag=vip&excluded=ONLY&order=TALK_DESC'

test('what stands in the address is asked for, and nothing else', () => {
  expect(filterOf(parseSearch(''), period)).toEqual({ period })
  expect(filterOf(parseSearch(everything), period)).toEqual({
    period,
    text: 'martin',
    outcomes: ['ANSWERED'],
    queues: ['paris/sales', 'lab/support'],
    sites: ['paris'],
    agents: ['paris/Agent/8001'],
    directions: ['INBOUND'],
    anyNumber: '0612',
    talkAtLeastSeconds: 10,
    talkAtMostSeconds: 60,
    hasRecording: false,
    tags: ['vip'],
    excluded: 'ONLY',
  })
})

test('words that are no value of a filter are not asked for', () => {
  const wrong = parseSearch(
    '?outcome=GREAT&direction=up&talkAtLeast=long&talkAtMost=-3&recording=perhaps&excluded=SOME&order=best',
  )
  expect(filterOf(wrong, period)).toEqual({ period })
  expect(wrong.order).toBe('START_DESC')
})

test('a whole number is found however it is written, a short one by how it begins', () => {
  const asked = (number: string) => filterOf(parseSearch(`?number=${encodeURIComponent(number)}`), period)
  expect(asked('+33 6 12 34 56 78')).toEqual({ period, number: '+33 6 12 34 56 78' })
  expect(asked('06 12')).toEqual({ period, anyNumber: '06 12' })
})

test('the file has the same filters under the names of the API, a list by repeating its name', async () => {
  const parameters = new URL(csvAddress(filterOf(parseSearch(everything), period)), 'http://here').searchParams
  expect(parameters.getAll('queues')).toEqual(['paris/sales', 'lab/support'])
  expect(parameters.get('hasRecording')).toBe('false')
  expect([parameters.get('from'), parameters.get('to')]).toEqual([period.from, period.to])
  const type = (await printedSchema()).getType('CallFilter')
  if (!isInputObjectType(type)) throw new Error('the schema has no CallFilter')
  const known = [...Object.keys(type.getFields()), 'from', 'to']
  expect([...parameters.keys()].filter(name => !known.includes(name))).toEqual([])
})

test('the filters behind the button are counted on it', () => {
  expect(hiddenFiltersSet(parseSearch('?text=a&outcome=BUSY'))).toBe(0)
  expect(hiddenFiltersSet(parseSearch(everything))).toBe(9)
})
