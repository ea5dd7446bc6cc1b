import { expect, test } from 'vitest'
import { allSetInFrench, setInFrench } from './french-typography.ts'
import { fr } from './fr.ts'

test('a space before a double punctuation mark does not break, and is narrow where French typography has it narrow', () => {
  expect(setInFrench('Où ? Là ! Ici ; là : 12 % « mot »')).toBe(
    'Où\u202f? Là\u202f! Ici\u202f; là\u00a0: 12\u00a0% «\u00a0mot\u00a0»',
  )
  expect(setInFrench('127.0.0.1:8420 ?a=b')).toBe('127.0.0.1:8420\u202f?a=b')
  expect(setInFrench('de 09:00 à 17:00')).toBe('de 09:00 à 17:00')
})

test('texts that functions make are set too, whatever they are in', () => {
  const texts = allSetInFrench({ of: { who: (name: string) => `${name} : lui ?` }, list: ['Quoi ?'], count: 1 })
  expect(texts.of.who('Zoé')).toBe('Zoé\u00a0: lui\u202f?')
  expect(texts.list).toEqual(['Quoi\u202f?'])
  expect(texts.count).toBe(1)
})

test('the French of the pages is set so, sentences of the server included', () => {
  expect(fr.countedSites('Paris')).toBe('Compté ci-dessus\u00a0: Paris.')
  expect(fr.whereIsTheToken).toBe('Où trouver mon jeton\u202f?')
  expect(fr.problem('/x: is a directory; configure the path of a log file')).toBe(
    '/x\u00a0: est un répertoire\u202f; configurez le chemin d’un fichier journal',
  )
})
