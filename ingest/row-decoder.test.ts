import { expect, test } from 'vitest'
import { sourceClock } from '../domain/pbx/source-time.ts'
import { rowDecoder, type Row, type RowForm } from './row-decoder.ts'

const native: RowForm = { kind: 'queue_log', form: 'native' }
const header = 'time,callid,queuename,agent,event,data1'
const table: RowForm = { kind: 'queue_log', form: 'csv', delimiter: ',', columns: header.split(','), header }

function decode(form: RowForm, lines: readonly (string | { start: string; bytes: number })[]): Row[] {
  const rows: Row[] = []
  const decoder = rowDecoder(form, sourceClock('UTC'), 'the-file')
  lines.forEach((line, index) => decoder.line(line, index + 1, rows))
  decoder.end(rows)
  return rows
}

/** What each row became: the event and first data field, or the line and the reason. */
const seen = (rows: readonly Row[]) =>
  rows.map(row =>
    'fact' in row
      ? 'callid' in row.fact && `${row.fact.event} ${row.fact.data[0] ?? ''}`
      : `line ${row.quarantined.line}: ${row.quarantined.reason}`,
  )

test('a line that cannot be read is quarantined with its place and reason, and stops nothing', () => {
  const rows = decode(native, ['1|c|q|a|DID|1', 'junk', '', '2|c|q|a|DID|2'])
  expect(seen(rows)).toEqual([
    'DID 1',
    'line 2: 1 of at least 5 fields separated by | (epoch|callid|queue|agent|event|...)',
    'DID 2',
  ])
  expect(rows[1]).toMatchObject({ quarantined: { kind: 'queue_log', raw: 'junk', input: 'the-file', line: 2 } })
})

test('binary junk is quarantined; NUL is kept as its picture', () => {
  const rows = decode(native, ['\0\0\x001|c|q|a|DID|1', '1|c|q\x07|a|DID|1', '1|c|q|a|PAUSE|d\u00e9jeuner\t\u0080'])
  expect(seen(rows).map(each => String(each).slice(0, 40))).toEqual([
    'line 1: holds control characters: binary',
    'line 2: holds control characters: binary',
    'PAUSE d\u00e9jeuner\t\u0080',
  ])
  expect(rows[0]).toMatchObject({ quarantined: { raw: '\u2400\u2400\u24001|c|q|a|DID|1' } })
})

test('of a line that is too long the beginning and the length are quarantined', () => {
  expect(decode(native, [{ start: '1|c|', bytes: 10_000_000 }])).toMatchObject([
    {
      quarantined: {
        raw: '1|c|',
        bytes: 10_000_000,
        line: 1,
        reason: expect.stringContaining('10000000 bytes') as string,
      },
    },
  ])
})

test('an id or name that no PBX writes is quarantined', () => {
  expect(seen(decode(native, [`1|${'c'.repeat(256)}|q|a|DID|1`, `1|${'c'.repeat(255)}|q|a|DID|1`]))).toEqual([
    'line 1: an id or name in it has more than 255 characters',
    'DID 1',
  ])
})

test('a quoted field may hold line ends; the record has the number of its first line', () => {
  const rows = decode(table, [header, '"1",c,q,a,PAUSE,"lunch', '', 'and more"', '2,c,q,a,DID,2', 'x'])
  expect(seen(rows)).toEqual(['PAUSE lunch\n\nand more', 'DID 2', 'line 6: 1 fields where the header names 6'])
})

test('whoever follows the input is told that a record is open', () => {
  const decoder = rowDecoder(table, sourceClock('UTC'), 'the-file')
  const open = ['1,c,q,a,PAUSE,"lunch', 'and more"', '2,c,q,a,DID,2'].map((line, index) => {
    decoder.line(line, index + 1, [])
    return decoder.hasOpenRecord()
  })
  expect(open).toEqual([true, false, false])
})

test('the header is no row, wherever it stands', () => {
  expect(seen(decode(table, [header, '1,c,q,a,DID,1', header, '2,c,q,a,DID,2']))).toEqual(['DID 1', 'DID 2'])
})

test('a quote that is never closed costs its own line only', () => {
  const following = Array.from({ length: 120 }, (_, index) => `${index},c,q,a,DID,${index}`)
  const rows = seen(decode(table, ['1,c,q,a,PAUSE,"lunch', ...following]))
  expect(rows).toHaveLength(121)
  expect(rows[0]).toMatch(/^line 1: a quoted field is not closed/)
  expect(rows.slice(1)).toEqual(following.map((_, index) => `DID ${index}`))
})

test('a quote that the next line would close is told by what follows it', () => {
  const rows = decode(table, ['1,c,q,a,PAUSE,"lunch', '"2","c","q","a","DID","2"', '"3","c","q","a","DID","3"'])
  expect(seen(rows)).toEqual([expect.stringMatching(/^line 1: a quoted field/), 'DID 2', 'DID 3'])
})

test('JSON rows are read one a line', () => {
  const rows = decode({ kind: 'cel', form: 'json' }, [
    '{"eventtype":"HANGUP","eventtime":"7","uniqueid":"1.1"}',
    '{"cut',
  ])
  expect(rows).toMatchObject([
    { at: 7_000_000, fact: { eventtype: 'HANGUP' } },
    { quarantined: { kind: 'cel', line: 2, reason: 'the line is not a complete JSON object' } },
  ])
})
