import { setInFrench } from '../french-typography.ts'
import { access } from './access.ts'
import { callsAndCallbacks } from './calls-and-callbacks.ts'
import { configuration } from './configuration.ts'
import { formats } from './formats.ts'
import { queuesAndUsers } from './queues-and-users.ts'
import { routing } from './routing.ts'
import type { Sentence } from './sentence.ts'
import { sites } from './sites.ts'
import { warnings } from './warnings.ts'

export const rejectionSentences: readonly Sentence[] = [
  ...access,
  ...callsAndCallbacks,
  ...configuration,
  ...formats,
  ...queuesAndUsers,
  ...routing,
  ...sites,
  ...warnings,
]

/** How much of a sentence is its own: `must be a list` is tried before `must be {}`. */
const ownLength = ([english]: Sentence): number => english.replaceAll('{}', '').length

const patterns = [...rejectionSentences]
  .sort((a, b) => ownLength(b) - ownLength(a))
  .map(([english, french]) => {
    const parts = english.split('{}').map(part => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
    return { pattern: new RegExp(`^${parts.join('(.*?)')}$`, 's'), english, french }
  })

/** What stands before a sentence: the field that it is about, the line of a file or the PBX that refuses. */
const preceded = [/^(\S+)( )((?:must|cannot|is) .+)$/s, /^(.+?)(: )(.+)$/s]

/** A name of one word is taken over, be it `digits`; what a text must look like may be one word. */
const isSentence = (value: string, within: string): boolean => value.includes(' ') || within === 'must be {}'

/** Why something was refused, in French. A sentence that is not ours, such as one of a PBX, stays as it is. */
export const rejectionInFrench = (message: string): string => setInFrench(french(message) ?? message)

function french(message: string): string | undefined {
  for (const { pattern, english, french: sentence } of patterns) {
    const named = pattern.exec(message)?.slice(1)
    if (!named) continue
    let next = 0
    return sentence.replaceAll('{}', () => {
      const value = named[next++] ?? ''
      return (isSentence(value, english) ? french(value) : undefined) ?? value
    })
  }
  for (const form of preceded) {
    const [, before = '', between = '', rest = ''] = form.exec(message) ?? []
    const told = rest === '' ? undefined : french(rest)
    if (told !== undefined)
      return `${before === 'the input' ? 'l’entrée' : before}${between === ': ' ? ' : ' : between}${told}`
  }
  return undefined
}
