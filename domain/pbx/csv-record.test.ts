import fc from 'fast-check'
import { expect, test } from 'vitest'
import { csvRecord, csvText } from './csv-record.ts'

test.each([
  ['a,b,c', ['a', 'b', 'c']],
  ['a,,', ['a', '', '']],
  ['', ['']],
  ['"a","b",""', ['a', 'b', '']],
  ['"a""b",c', ['a"b', 'c']],
  ['"a"",""b"', ['a","b']],
  ['"{""extra"":""x""}",1', ['{"extra":"x"}', '1']],
  ['"{\\"extra\\":\\"x\\"}",1', ['{"extra":"x"}', '1']],
  ['"C:\\",1', ['C:\\', '1']],
  ['5" pipe,1', ['5" pipe', '1']],
  ['"line\nend",1', ['line\nend', '1']],
])('%j', (text, expected) => {
  expect(csvRecord(text, ',')).toEqual(expected)
})

test('a quote that is not closed leaves the record open', () => {
  expect(csvRecord('"a","b', ',')).toBe('open')
  expect(csvRecord('a,"', ',')).toBe('open')
})

test('what follows a closing quote without a delimiter is malformed', () => {
  expect(csvRecord('"a"b,c', ',')).toBe('malformed')
})

test('whatever the fields are, they are read back', () => {
  const field = fc.string({ unit: fc.constantFrom('a', '"', ',', '\n', ' ', ';', 'é') })
  fc.assert(
    fc.property(fc.array(field, { minLength: 1, maxLength: 6 }), fields => {
      fc.pre(!csvText(fields).includes('\\"'))
      expect(csvRecord(csvText(fields), ',')).toEqual(fields)
      const quoted = fields.map(each => `"${each.replaceAll('"', '""')}"`).join(';')
      expect(csvRecord(quoted, ';')).toEqual(fields)
    }),
  )
})
