import fc from 'fast-check'
import { expect, test } from 'vitest'
import { microsOfSeconds } from '../../domain/kernel/time.ts'
import { noon } from '../testing/fakes.ts'
import { cookieIn, createSessionCookies } from './session-cookie.ts'
import { createUserTokens } from './user-token.ts'

const cookies = createSessionCookies(new Uint8Array(32).fill(1))
const token = { tokenId: 'a1b2c3d4' }

test('a session names its token and ends with it, at the latest after twelve hours', () => {
  const { value, session } = cookies.issue(token, noon, null)
  expect(session).toEqual({ holder: token, expiresAt: noon + microsOfSeconds(12 * 3600) })
  expect(cookies.read(value, noon)).toEqual(session)
  expect(cookies.read(value, session.expiresAt - 1)).toEqual(session)
  expect(cookies.read(value, session.expiresAt)).toBeUndefined()
  expect(cookies.issue(token, noon, noon + 5).session.expiresAt).toBe(noon + 5)
})

test('a session names a person, who signed in with a password of then', () => {
  const person = { site: 'paris', user: 'sarah', id: 'user:sarah~2', password: 'ab'.repeat(32), until: null }
  const { value, session } = cookies.issue({ person }, noon, null)
  expect(cookies.read(value, noon)).toEqual(session)
  expect(session.holder).toEqual({ person })
})

test('a user token is no session, and a session no user token, though one key signs both', () => {
  const key = new Uint8Array(32).fill(1)
  const person = { site: 'paris', user: 'sarah', id: 'user:sarah', password: 'ab'.repeat(32), until: null }
  const userTokens = createUserTokens(key)
  const bearer = userTokens.issue(person, noon)
  expect(userTokens.read(bearer)).toEqual({ ...person, until: noon + microsOfSeconds(3600) })
  expect(cookies.read(bearer.slice('ru_'.length), noon)).toBeUndefined()
  expect(userTokens.read(`ru_${cookies.issue({ person }, noon, null).value}`)).toBeUndefined()
})

test('no other text is a session', () => {
  const { value } = cookies.issue(token, noon, null)
  const change = fc.tuple(fc.nat(value.length - 1), fc.constantFrom('/', '+', '-', '_', 'A', 'B', '.', ' ', '\u00e9'))
  fc.assert(
    fc.property(change, ([at, character]) => {
      fc.pre(value[at] !== character)
      const changed = value.slice(0, at) + character + value.slice(at + 1)
      expect(cookies.read(changed, noon)).toBeUndefined()
    }),
  )
  expect(cookies.read(`${value}.`, noon)).toBeUndefined()
  fc.assert(
    fc.property(fc.string(), text => {
      expect(cookies.read(text, noon)).toBeUndefined()
    }),
  )
})

test('is found among other cookies', () => {
  expect(cookieIn('a=1; ringledger_session=x.y; b=2', 'ringledger_session')).toBe('x.y')
  expect(cookieIn('xringledger_session=x', 'ringledger_session')).toBeUndefined()
  expect(cookieIn(undefined, 'ringledger_session')).toBeUndefined()
})
