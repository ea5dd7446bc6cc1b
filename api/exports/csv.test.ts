import { expect, test } from 'vitest'
import { csvRecord } from './csv.ts'

test('a cell is quoted only when it must be, and what is not known is empty', () => {
  expect(csvRecord(['plain', 'a,b', 'say "no"', 'two\r\nlines', '', null, 0, 1.5, false, 'é'])).toBe(
    'plain,"a,b","say ""no""","two\r\nlines",,,0,1.5,false,é\r\n',
  )
})

test.each([
  '=1+1',
  '+SUM(A1)',
  '-2+3*cmd',
  '@SUM(A1)',
  '\t=1',
  '\n=1',
  '\uFF1D1+1',
  '\uFF0B1',
  '\uFF20SUM(A1)',
  '=HYPERLINK("x","y")',
])('a text that a spreadsheet would calculate is none for it: %j', text => {
  expect(csvRecord([text]).replace(/^"/, '')).toMatch(/^'/)
})

test.each(['+33612345678', '-12.5', '+33 6 12 34 56 78', '-'])('numbers stay numbers: %s', text => {
  expect(csvRecord([text])).toBe(`${text}\r\n`)
})
