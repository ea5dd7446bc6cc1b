import { expect, test } from 'vitest'
import { parseSettings } from './settings.ts'

test('without settings the browser decides the language and the system the theme', () => {
  expect(parseSettings(null, ['fr-CA', 'en'])).toEqual({
    language: 'fr',
    theme: 'system',
    agentView: 'cards',
    loggedOutShown: false,
    waitingLimits: null,
    longestWaitLimits: null,
  })
  expect(parseSettings(null, ['de-DE']).language).toBe('en')
})

test('what was chosen stays, what is broken falls back to its default', () => {
  const stored = JSON.stringify({
    language: 'fr',
    theme: 'neon',
    waitingLimits: { warn: 5, bad: 2 },
    longestWaitLimits: { warn: 20, bad: 40 },
    agentView: 'table',
  })
  expect(parseSettings(stored, ['en'])).toMatchObject({
    language: 'fr',
    theme: 'system',
    agentView: 'table',
    waitingLimits: null,
    longestWaitLimits: { warn: 20, bad: 40 },
  })
})

test('an entry that is no JSON, or no object, is as none', () => {
  const none = parseSettings(null, ['en'])
  expect(parseSettings('{"language":', ['en'])).toEqual(none)
  expect(parseSettings('[]', ['en'])).toEqual(none)
  expect(parseSettings('null', ['en'])).toEqual(none)
})
