import { expect, test } from 'vitest'
import { sparing } from './log.ts'

function recorded() {
  let now = 0
  const lines: string[] = []
  const log = sparing(
    (level, message, fields) => lines.push(`${level} ${message}${fields ? ` ${JSON.stringify(fields)}` : ''}`),
    () => now,
  )
  return { log, pass: (ms: number) => (now += ms), said: () => lines.splice(0) }
}

test('a warning that comes again and again is said once a minute, with how often it was left out', () => {
  const { log, pass, said } = recorded()
  for (let i = 0; i < 31; i++) {
    log('warn', 'the database does not answer')
    pass(2_000)
  }
  expect(said()).toEqual([
    'warn the database does not answer',
    'warn the database does not answer (and 29 times more since)',
  ])
})

test('another warning, or the same of something else, is said at once', () => {
  const { log, said } = recorded()
  log('warn', 'refused', { address: 'a' })
  log('warn', 'refused', { address: 'b' })
  log('warn', 'refused', { address: 'a' })
  expect(said()).toEqual(['warn refused {"address":"a"}', 'warn refused {"address":"b"}'])
})

test('errors and news are said each time', () => {
  const { log, said } = recorded()
  for (const level of ['error', 'info', 'debug'] as const) {
    log(level, 'again')
    log(level, 'again')
  }
  expect(said()).toEqual(['error again', 'error again', 'info again', 'info again', 'debug again', 'debug again'])
})

test('a warning after a quiet while is a new one', () => {
  const { log, pass, said } = recorded()
  log('warn', 'away')
  pass(60_000)
  log('warn', 'away')
  expect(said()).toEqual(['warn away', 'warn away'])
})
