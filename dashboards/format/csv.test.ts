import { expect, test } from 'vitest'
import { csvOf } from './csv.ts'

test('cells are quoted where they have to be, and the file begins with a byte order mark', () => {
  expect(csvOf(['Queue', 'Offered'], [['Sales, "north"', 12]], 'en')).toBe(
    '\uFEFFQueue,Offered\r\n"Sales, ""north""",12\r\n',
  )
})

test('French spreadsheets get semicolons and decimal commas', () => {
  expect(csvOf(['File', 'Taux'], [['Ventes, nord', 0.5]], 'fr')).toBe('\uFEFFFile;Taux\r\nVentes, nord;0,5\r\n')
})

test('an unknown figure is an empty cell, not a zero', () => {
  expect(csvOf(['a', 'b', 'c'], [[null, undefined, 0]], 'en')).toContain('\r\n,,0\r\n')
})

test('text that a spreadsheet would compute is disarmed, a telephone number is not touched', () => {
  expect(csvOf(['caller'], [['=HYPERLINK("x")']], 'en')).toContain(`"'=HYPERLINK(""x"")"`)
  expect(csvOf(['caller'], [['+33 6 12 34 56 78']], 'en')).toContain('\r\n+33 6 12 34 56 78\r\n')
  expect(csvOf(['caller'], [['-cmd|calc']], 'en')).toContain("'-cmd|calc")
  expect(csvOf(['caller'], [['\uFF1Dcmd|calc'], ['\n=1']], 'en')).toContain(`'\uFF1Dcmd|calc\r\n"'\n=1"`)
})

test('binary noise of divisions is rounded away', () => {
  expect(csvOf(['x'], [[0.1 + 0.2]], 'en')).toContain('\r\n0.3\r\n')
})
