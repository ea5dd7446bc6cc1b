import { expect, test } from 'vitest'
import type { FactKind } from '../domain/pbx/facts.ts'
import { recogniseForm } from './input-form.ts'
import { InputRefused } from './refusal.ts'

const form = (kind: FactKind, text: string | Buffer, celFields?: readonly string[]) =>
  recogniseForm('the-file', Buffer.from(text), kind, celFields)

const queueLogHeader = 'id,time,callid,queuename,agent,event,data1,data2,data3,data4,data5'
const quoted = (text: string) =>
  text
    .split(',')
    .map(field => `"${field}"`)
    .join(',')
const celHeader = 'eventtype,eventtime,cidname,uniqueid'
const sampleRow = 'HANGUP,2026-11-21 03:51:18.123194,,,,,,,,,,,3,,1795233078.0,1795233078.0,,,,'

test.each<[FactKind, string, string, object]>([
  ['queue_log', 'native lines', '1795233076|NONE|NONE|NONE|QUEUESTART|\n', { form: 'native' }],
  [
    'queue_log',
    'native lines behind a byte order mark',
    '\ufeff1795233076|NONE|NONE|NONE|QUEUESTART|\n',
    { form: 'native' },
  ],
  ['queue_log', 'native lines behind the torn half of one', '|1|1\n\n1795233076|c|q|a|DID|1\n', { form: 'native' }],
  [
    'queue_log',
    'a table',
    `${queueLogHeader}\n1,2026-11-21 03:51:16,`,
    { form: 'csv', delimiter: ',', header: queueLogHeader },
  ],
  ['queue_log', 'a quoted table', quoted(queueLogHeader), { form: 'csv', columns: queueLogHeader.split(',') }],
  ['queue_log', 'a table with semicolons', queueLogHeader.replaceAll(',', ';'), { form: 'csv', delimiter: ';' }],
  ['cel', 'a table', celHeader, { form: 'csv', columns: celHeader.split(',') }],
  ['cel', 'quoted names', quoted(celHeader), { form: 'csv', columns: celHeader.split(',') }],
  ['cel', 'the sample mapping without a header', quoted(sampleRow), { form: 'csv', header: undefined }],
  ['cel', 'the sample mapping with tabs', sampleRow.replaceAll(',', '\t'), { form: 'csv', delimiter: '\t' }],
  ['cel', 'JSON lines', '{"eventtype":"HANGUP","eventtime":"7","uniqueid":"1.1"}\n', { form: 'json' }],
])('%s: %s', (kind, _, text, expected) => {
  expect(form(kind, text)).toMatchObject({ kind, ...expected })
})

test('CEL in a mapping of its own needs its fields', () => {
  const text = quoted('1795233078.0,BRIDGE_ENTER,2026-11-21 03:51:18.123194,PJSIP/1')
  expect(() => form('cel', text)).toThrow(
    /is not recognised.*For a mapping of your own without a header give its fields/,
  )
  const fields = ['uniqueid', 'eventtype', 'eventtime', 'channame']
  expect(form('cel', text, fields)).toMatchObject({ form: 'csv', columns: fields, header: undefined })
})

test.each([
  ['\x89PNG\r\n\x1a\n\0\0', 'a PNG image'],
  ['\x7fELF\x02\x01\x01\0', 'an ELF program'],
  ['%PDF-1.7\n', 'a PDF document'],
  ['PK\x03\x04', 'a ZIP archive'],
  ['BZh91AY', 'bzip2'],
  ['\xfd7zXZ\0', 'xz'],
  ['\xff\xfe1\0', 'UTF-16'],
  [`${'\0'.repeat(4096)}x`, 'binary data'],
  ['', 'is empty'],
  ['  <!DOCTYPE html><html>', 'an HTML page'],
  ['<?xml version="1.0"?>', 'an XML document'],
  ['[{"eventtype":"HANGUP"}]', 'a JSON array'],
  ['INSERT INTO queue_log VALUES (1)', 'SQL'],
  ['"clid","src","dst","dcontext","disposition"\n', 'call detail records'],
  [
    '"","061","3005","queue","""A"" <061>","PJSIP/1","","Queue","x","2026-11-21 03:51:18",,"2026-11-21 03:51:19",1,1,"NO ANSWER","3","",""',
    'call detail records',
  ],
  ['hello\nworld\n', 'is not recognised; it begins with "hello"'],
  ['\n\n', 'holds no line of text'],
  [celHeader, 'holds CEL; give it with --cel'],
])('%j is refused, with what it looks like and what is expected', (text, what) => {
  let refusal: unknown
  try {
    form('queue_log', Buffer.from(text, 'latin1'))
  } catch (error) {
    refusal = error
  }
  expect(refusal).toBeInstanceOf(InputRefused)
  expect(String(refusal)).toContain('the-file: ')
  expect(String(refusal)).toContain(what)
  expect(String(refusal)).toContain('Expected a queue_log')
})

test('a queue_log given as CEL is refused', () => {
  expect(() => form('cel', '1795233076|NONE|NONE|NONE|QUEUESTART|\n')).toThrow(
    /holds queue_log rows; give it with --queue-log/,
  )
})

test('a mapping of the site comes first, and files in the order of a sample are still known by their content', () => {
  const own = ['uniqueid', 'eventtime', 'eventtype']
  expect(form('cel', '1795233080.1,1795233080.5,HANGUP\n', own)).toMatchObject({ form: 'csv', columns: own })
  const sample = `"HANGUP","1795233080.5"${',""'.repeat(12)},"1795233080.1","1795233080.1"${',""'.repeat(4)}\n`
  expect(form('cel', sample, own)).toMatchObject({ form: 'csv', header: undefined })
  expect(() => form('cel', '1795233080.1,1795233080.5,HANGUP\n')).toThrow(/--cel-fields/)
})
