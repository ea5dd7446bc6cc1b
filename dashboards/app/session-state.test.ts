import { expect, test } from 'vitest'
import type { Identity } from '../graphql/session.ts'
import { sessionAgain, sessionEnded, type SessionState } from './session-state.ts'

const sarah: Identity = {
  label: 's.doe@paris',
  role: 'supervisor',
  name: 'Sarah Doe',
  recordings: true,
  limited: false,
}
const wall: Identity = { label: 'wall', role: 'supervisor', name: null, recordings: false, limited: false }

const signedIn = (identity: Identity, sitting = 0): SessionState => ({
  phase: 'signed-in',
  identity,
  sitting,
  ended: false,
})
const sittingOf = (session: SessionState) => (session.phase === 'signed-in' ? session.sitting : undefined)

test('what is on the page stays when the session ends, and the same person goes on with it', () => {
  const ended = sessionEnded(signedIn(sarah, 3))
  expect(ended).toEqual({ ...signedIn(sarah, 3), ended: true })
  expect(sessionAgain(ended, signedIn({ ...sarah, role: 'administrator' }))).toEqual(
    signedIn({ ...sarah, role: 'administrator' }, 3),
  )
})

test.each([
  ['somebody else', sarah, { ...sarah, label: 'j.roe@paris', name: 'Jane Roe' }],
  ['a person after a token of the same label', { ...wall, label: 's.doe@paris' }, sarah],
  ['a token of the same label that may do more', wall, { ...wall, role: 'administrator' }],
  ['a token of the same label that hears recordings', wall, { ...wall, recordings: true }],
  ['a token of the same label that is limited to entities', wall, { ...wall, limited: true }],
])('%s begins anew', (_, before, now) => {
  expect(sittingOf(sessionAgain(sessionEnded(signedIn(before)), signedIn(now)))).toBe(1)
})

test('where nobody is signed in yet, the page waits on; where nobody was, there is nothing to keep', () => {
  const ended = sessionEnded(signedIn(wall))
  expect(sessionAgain(ended, { phase: 'signed-out' })).toBe(ended)
  expect(sessionEnded({ phase: 'asking' })).toEqual({ phase: 'signed-out', reason: 'ended' })
})
