import { expect, test } from 'vitest'
import { decisionTypes } from '../../domain/access/decisions.ts'
import { capitalised } from '../../domain/configuration/kind.ts'
import { kinds } from '../../domain/configuration/kinds.ts'
import { config as english } from './en-configuration.ts'
import { changeType, decisionType } from './fr-changes.ts'
import { config as french } from './fr-configuration.ts'
import { kindNotes } from './fr-kind-notes.ts'

const changeTypes = [...kinds.values()].flatMap(kind => {
  const noun = capitalised(kind.name)
  const items = Object.values(kind.items).map(item => `${noun}${item.noun}`)
  return [
    ...['Defined', 'Changed', 'Removed'].map(done => `${noun}${done}`),
    ...items.flatMap(item => ['Added', 'Changed', 'Removed'].map(done => `${item}${done}`)),
  ]
})

test('what an event says of an object agrees with it in gender and number', () => {
  expect(changeType('QueueDefined')).toBe('File d’attente définie')
  expect(changeType('QueueMemberAdded')).toBe('Membre de file ajouté')
  expect(changeType('SipSettingsChanged')).toBe('Réglages SIP modifiés')
  expect(changeType('RecordingRulesRemoved')).toBe('Règles d’enregistrement supprimées')
})

test('every change of every kind of object, and every decision, is told in French', () => {
  expect(changeTypes.length).toBeGreaterThan(150)
  expect(changeTypes.filter(type => changeType(type) === type)).toEqual([])
  expect(decisionTypes.filter(type => decisionType(type) === type)).toEqual([])
})

test('every kind of object has a name in both languages', () => {
  const names = [...kinds.keys()]
  expect(names.filter(kind => french.kinds(kind) === kind || english.kinds(kind) === kind)).toEqual([])
})

test('what an object of each kind is, is said in French, and of no kind that there is not', () => {
  expect(Object.keys(kindNotes).sort()).toEqual([...kinds.keys()].sort())
})
