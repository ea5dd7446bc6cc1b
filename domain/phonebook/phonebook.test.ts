import { describe, expect, test } from 'vitest'
import { given, when } from '../configuration/testing/given.ts'
import { isNoName } from './caller-name.ts'
import { contactsIn } from './contacts.ts'
import { callerOf } from './reverse-lookup.ts'
import { searchContacts } from './search.ts'
import { contactsSeenBy } from './seen-contacts.ts'

const entry = (name: string, displayName: string, fields: Record<string, unknown> = {}) => ({
  definePhonebookEntry: { name, displayName, ...fields },
})

describe('an entry', () => {
  test('has numbers of digits, or of meeting rooms', () => {
    const refused = (officeNumber: string) => when(given(), entry('a', 'A', { officeNumber }))
    expect(refused('video:my wednesday meeting')).toHaveProperty('events')
    expect(refused('+33612345678')).toHaveProperty('events')
    for (const wrong of ['06 12', 'abc', 'video:', 'video:50%', '*10'])
      expect(refused(wrong)).toEqual({ rejections: ['commands[0].definePhonebookEntry.officeNumber phonebookNumber'] })
  })

  test('is in a country of ISO 3166', () => {
    expect(when(given(), entry('a', 'A', { homeAddress: { city: 'Lyon', country: 'France' } }))).toHaveProperty(
      'rejections',
    )
  })
})

const people = given(
  entry('dupont', 'Élodie Dupont', { company: 'Acme', officeNumber: '0472101112', mobileNumber: '0612345678' }),
  entry('dupond', 'Jean Dupond', { company: 'Dupont et fils' }),
  entry('dumont', 'Dumont', { firstName: 'Elodie' }),
  entry('room', 'Wednesday', { otherNumber: 'video:wednesday' }),
  { defineContext: { name: 'default', displayName: 'Default' } },
  { defineLine: { name: 'line1', context: 'default', number: '1001', endpoint: { sip: {} } } },
  {
    defineUser: {
      user: 'alice',
      firstName: 'Alice',
      lastName: 'Martin',
      lines: ['line1'],
      mobilePhoneNumber: '0699999999',
    },
  },
)

describe('a search', () => {
  const found = (text: string) => searchContacts(contactsIn(people), text).map(({ key }) => key)

  test('finds whole words first, then starts of words, then what is anywhere, then what is alike', () => {
    expect(found('dupont')).toEqual(['dupont', 'dupond', 'dumont'])
    expect(found('dup')).toEqual(['dupont', 'dupond'])
    expect(found('pont')).toEqual(['dupont', 'dupond'])
  })

  test('knows neither accents nor case, and wants all of the words', () => {
    expect(found('ELODIE acme')).toEqual(['dupont'])
    expect(found('élodie')).toEqual(['dumont', 'dupont'])
    expect(found('elodie nobody')).toEqual([])
  })

  test('finds a number however it is written, inside and outside', () => {
    expect(found('+33 6 12 34 56 78')).toEqual(['dupont'])
    expect(found('04.72')).toEqual(['dupont'])
    expect(found('1001')).toEqual(['alice'])
  })

  test('forgives a slip of the pen, in words that are long enough', () => {
    expect(found('martni')).toEqual(['alice'])
    expect(found('acne')).toEqual(['dupont'])
    expect(found('ace')).toEqual([])
  })
})

describe('a reverse lookup', () => {
  test('compares numbers as they are after normalisation', () => {
    for (const number of ['0612345678', '+33612345678', '612345678', '06 12 34 56 78'])
      expect(callerOf(people, number)?.displayName).toBe('Élodie Dupont')
    expect(callerOf(people, '0699999999')?.displayName).toBe('Alice Martin')
    expect(callerOf(people, '0600000000')).toBeUndefined()
  })

  test('means the phonebook where a user has the number too', () => {
    const both = given(entry('x', 'Shown', { mobileNumber: '0699999999' }), {
      defineUser: { user: 'alice', firstName: 'Alice', mobilePhoneNumber: '0699999999' },
    })
    expect(callerOf(both, '0699999999')?.displayName).toBe('Shown')
  })

  test('is for callers without a name: none, unknown, or a number', () => {
    expect([null, '', '0612345678', '+33 6 12', 'Unknown', '<unknown>'].map(isNoName)).toEqual(Array(6).fill(true))
    expect(['Ann', 'Agence 75', '3M'].map(isNoName)).toEqual([false, false, false])
  })
})

describe('whom a user finds', () => {
  const line = (name: string, number: string, context: string) => ({
    defineLine: { name, context, number, password: 'secret01', endpoint: { sip: {} } },
  })
  const commands = [
    { defineContext: { name: 'north', displayName: 'North' } },
    { defineContext: { name: 'south', displayName: 'South' } },
    line('n1', '1001', 'north'),
    line('n2', '1002', 'north'),
    line('s1', '2001', 'south'),
    line('s2', '2002', 'south'),
    { defineUser: { user: 'ann', firstName: 'Ann', lines: ['n1'] } },
    { defineUser: { user: 'bob', firstName: 'Bob', lines: ['n2', 's2'], mobilePhoneNumber: '0699999999' } },
    { defineUser: { user: 'carol', firstName: 'Carol', lines: ['s1'], mobilePhoneNumber: '0688888888' } },
    { defineUser: { user: 'dan', firstName: 'Dan' } },
    entry('acme', 'Acme', { officeNumber: '0472101112' }),
  ]
  const separated = given(...commands, { changeDirectorySettings: { contextsSeparation: true } })
  const seen = (configuration: typeof separated, user?: string) =>
    contactsSeenBy(configuration, user).map(({ key }) => key)

  test('is everybody, unless contexts are separated, and then for who is no user', () => {
    const everybody = ['acme', 'ann', 'bob', 'carol', 'dan']
    expect(seen(given(...commands), 'ann')).toEqual(everybody)
    expect(seen(separated)).toEqual(everybody)
  })

  test('is then who has a line in the context of his main line, and the phonebook', () => {
    expect(seen(separated, 'ann')).toEqual(['acme', 'ann', 'bob'])
    expect(seen(separated, 'bob')).toEqual(['acme', 'ann', 'bob'])
    expect(seen(separated, 'carol')).toEqual(['acme', 'bob', 'carol'])
  })

  test('is nobody for who has no line, or is gone', () => {
    expect(seen(separated, 'dan')).toEqual([])
    expect(seen(separated, 'nobody')).toEqual([])
  })

  test('goes for who calls from a number too', () => {
    const caller = (number: string, user: string) => callerOf(separated, number, contactsSeenBy(separated, user))?.key
    expect(caller('0688888888', 'ann')).toBeUndefined()
    expect(caller('0688888888', 'carol')).toBe('carol')
    expect(caller('0472101112', 'ann')).toBe('acme')
  })
})
