import fc from 'fast-check'
import { expect, test } from 'vitest'
import { initialConfiguration, objectsOf, type Configuration } from '../configuration/configuration.ts'
import { commandsBetween } from '../configuration/difference.ts'
import { kinds } from '../configuration/kinds.ts'
import { revertTo } from '../configuration/revert.ts'
import { arbitraryWishes, fulfilled } from '../configuration/testing/any-command.ts'
import { after, restored, when } from '../configuration/testing/given.ts'
import { mediaServers } from '../sites/media-servers.ts'
import { callCenter } from './dialplan/testing/call-center.ts'
import { renderFiles } from './render.ts'
import { renderingOf } from './testing/sample-configurations.ts'

const base = callCenter()

/** Who comes back has another identity, and that is all that may differ. */
const filesOf = (configuration: Configuration) =>
  Object.fromEntries(
    objectsOf(configuration, mediaServers).flatMap(({ key }) =>
      renderFiles(renderingOf(configuration, key)).map(({ path, content }) => [
        `${key}/${path}`,
        content.replace(/^; Digest of what follows: .*$/m, '').replaceAll(/(?<=:.*)~\d+$/gm, ''),
      ]),
    ),
  )

const documentOf = (configuration: Configuration) => commandsBetween(initialConfiguration(kinds), configuration, kinds)

/** What any commands make of a call center of everything. */
function laterBy(wishes: readonly number[]) {
  const history = fulfilled(base, wishes)
  return { later: history.at(-1)?.after ?? base, said: JSON.stringify(history.map(({ command }) => command)) }
}

test('going back over any commands gives the same files', () => {
  fc.assert(
    fc.property(arbitraryWishes(60), wishes => {
      const { later, said } = laterBy(wishes)
      const { commands } = revertTo(base, later, kinds, { confirm: true })
      expect(filesOf(restored(later, ...commands)), said).toEqual(filesOf(base))
    }),
    { numRuns: 40 },
  )
})

test('the document of any configuration makes the same files of an empty site, and is its document too', () => {
  fc.assert(
    fc.property(arbitraryWishes(60), wishes => {
      const { later, said } = laterBy(wishes)
      const document = documentOf(later)
      const made = after(initialConfiguration(kinds), ...document)
      expect(filesOf(made), said).toEqual(filesOf(later))
      expect(documentOf(made), said).toEqual(document)
    }),
    { numRuns: 40 },
  )
})

test('the document of any configuration changes nothing where it was made', () => {
  fc.assert(
    fc.property(arbitraryWishes(60), wishes => {
      const { later, said } = laterBy(wishes)
      expect(when(later, ...documentOf(later)), said).toEqual({ events: [] })
    }),
    { numRuns: 40 },
  )
})
