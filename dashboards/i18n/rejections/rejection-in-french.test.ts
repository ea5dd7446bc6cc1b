import { expect, test } from 'vitest'
import { rejectionSentencesSaid } from '../../testing/said-by-the-server.ts'
import { setInFrench } from '../french-typography.ts'
import { rejectionInFrench, rejectionSentences } from './rejection-in-french.ts'

/** What of them no page asks for: files of CSV and of a PBX, what is read of one that is taken over, and what sign-in says itself. */
const elsewhere =
  /csv\/|domain\/(pbx|pbx-files|metrics|trunks)\/|adoption|api\/(schema\/scalars|auth|boards|service-tokens|sign-in|testing)/

/** Made of sentences that stand in the table for themselves. */
const composed = new Set(['{} {}', '{}: {}', '{}: must be {}'])

const said = rejectionSentencesSaid(['domain', 'api', 'infra/agent-actions', 'infra/roll-out'], elsewhere)

test('every rejection and warning of the domain and the API is told in French', () => {
  const missing = [...said].filter(([sentence]) => {
    const english = sentence.replaceAll('{}', 'x1')
    return !composed.has(sentence) && rejectionInFrench(english) === setInFrench(english)
  })
  expect(missing).toEqual([])
  expect(said.size).toBeGreaterThan(300)
})

test('every sentence of the table is still said, once, and names as much in French', () => {
  const english = rejectionSentences.map(([sentence]) => sentence)
  expect(english.filter(sentence => !said.has(sentence))).toEqual([])
  expect(english.filter((sentence, place) => english.indexOf(sentence) !== place)).toEqual([])
  for (const [sentence, french] of rejectionSentences)
    expect(french.split('{}'), sentence).toHaveLength(sentence.split('{}').length)
})

test.each([
  ['number must be digits', 'number doit être : des chiffres'],
  ['digits must be a whole number from 1 to 9', 'digits doit être un nombre entier de 1 à 9'],
  [
    'queue sales would be wrong, members: agent 8001 is no user: give a user this agent',
    'queue sales serait faux, members : l’agent 8001 n’est pas un utilisateur : donnez cet agent à un utilisateur',
  ],
  [
    'pbx1: there is no media server pbx1, or it is not enabled',
    'pbx1 : il n’y a pas de serveur de média pbx1, ou il n’est pas activé',
  ],
  ['the PBX did not do it: no answer from 127.0.0.1:5038', 'le PBX ne l’a pas fait : no answer from 127.0.0.1:5038'],
  ['line 3 has 2 fields, the header has 4', 'la ligne 3 a 2 champs, l’en-tête en a 4'],
  [
    'nmae is not a field here; did you mean name? there are name, number',
    'nmae n’est pas un champ ici ; vouliez-vous dire name ? il y a name, number',
  ],
  [
    'queue sales is used by incall 1, incall 2 and 3 more; change these first',
    'queue sales est utilisé par incall 1, incall 2 et 3 autres ; changez d’abord ceux-ci',
  ],
  ['the disk is on fire', 'the disk is on fire'],
])('%s: %s', (english, french) => {
  expect(rejectionInFrench(english)).toBe(setInFrench(french))
})
