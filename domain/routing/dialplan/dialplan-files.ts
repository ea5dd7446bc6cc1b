import { objectKind, type ObjectOf, type OtherObjects } from '../../configuration/kind.ts'
import { flag, list, optional, paragraph, reference, text, type TextFormat } from '../../configuration/shape.ts'
import type { Rejection } from '../../kernel/decider.ts'
import { contexts } from './contexts.ts'
import { readDialplan } from './dialplan-text.ts'
import { generatedContexts } from './generated-contexts.ts'

const fileName: TextFormat = {
  rule: 'fileName',
  pattern: /^[a-z0-9][a-z0-9_-]*\.conf$/,
  means: 'lower-case letters, digits, _ and -, then .conf',
}

/** The generated dialplan leaves it to such a file (pbx-configuration §14.1). */
const extraFeatures = 'xivo-extrafeatures'

/**
 * pbx-configuration §14.1: subroutines, scripted voice menus, additions. To answer a call they should use GoSub(xivo-pickup,s,1), and
 * for SIP headers PJSIP_HEADER with the predial handler (§14.4); neither is enforced.
 */
export const dialplanFiles = objectKind({
  name: 'dialplanFile',
  description: 'A file of custom dialplan, in extensions_extra.d.',
  key: ['name'],
  fields: {
    name: text('Name of the file.', { max: 128, format: fileName }),
    content: text('Its text, as in extensions.conf.', { max: 200_000, format: paragraph }),
    mediaServers: list(reference('Servers that have it; none: all.', 'mediaServer'), { unique: true }),
    enabled: flag('Whether it is rendered.', true),
    description: optional(text('For people.', { max: 1000 })),
  },
  defines: {
    file: 'extensions.conf',
    sections: ({ content }) => readDialplan(content).contexts.flatMap(({ name, added }) => (added ? [] : [name])),
  },
  check({ name: file, content }, others): Rejection[] {
    const read = readDialplan(content)
    return [
      ...read.problems.map(({ line, problem }) => ({
        field: 'content',
        rule: 'dialplan',
        message: `line ${line}: ${problem}`,
      })),
      ...read.contexts
        .filter(({ name, added }) => !added && isGenerated(name, others))
        .map(({ name, line }) => ({
          field: 'content',
          rule: 'reserved',
          message: `${file}, line ${line}: context ${name} is generated; write [${name}](+) to add to it, or take another name`,
        })),
    ]
  },
})

export type DialplanFile = ObjectOf<typeof dialplanFiles>

const isGenerated = (name: string, others: OtherObjects) =>
  name !== extraFeatures && (generatedContexts.has(name) || others.get(contexts, name) !== undefined)
