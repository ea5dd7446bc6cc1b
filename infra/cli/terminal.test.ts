import { afterEach, expect, test } from 'vitest'
import { createTerminal } from './terminal.ts'

const write = process.stdout.write.bind(process.stdout)
afterEach(() => void (process.stdout.write = write))

function written(speak: () => void): string {
  let text = ''
  process.stdout.write = (piece: string | Uint8Array) => {
    text += String(piece)
    return true
  }
  speak()
  process.stdout.write = write
  return text
}

/** Clears the screen, sets the title, and begins a sequence in one character. */
const hostile = 'Dupont\u001b[2J\u001b]0;root\u0007\u009b31m\rsales\tna\u00efve'

test('what is said to people holds no control character that a caller has put into his name', () => {
  const terminal = createTerminal({ json: false, quiet: false })
  expect(written(() => terminal.print(hostile))).toBe('Dupont\\x1b[2J\\x1b]0;root\\x07\\x9b31m\\x0dsales\tna\u00efve\n')
})

test('a document neither, and a program reads it as it was', () => {
  const terminal = createTerminal({ json: true, quiet: false })
  const text = written(() => terminal.document({ name: hostile }))
  expect(text.trim()).not.toMatch(/\p{Cc}/u)
  expect(JSON.parse(text)).toEqual({ name: hostile })
})
