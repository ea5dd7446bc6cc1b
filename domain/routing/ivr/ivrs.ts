import { slug } from '../../configuration/formats.ts'
import { objectKind, type ObjectOf } from '../../configuration/kind.ts'
import { flag, group, list, optional, text, variant } from '../../configuration/shape.ts'
import { ivrProblems } from './ivr-graph.ts'
import { ivrSteps, nodeName } from './ivr-steps.ts'

/** pbx-configuration §9.8. Voice menus that are written as dialplan are dialplan files. */
export const ivrs = objectKind({
  name: 'ivr',
  description: 'A voice menu: a flow chart of nodes that the caller walks through with the keys of his phone.',
  key: ['name'],
  fields: {
    name: text('Short name.', { max: 64, format: slug }),
    displayName: text('Name for people.', { max: 128 }),
    nodes: list(
      group('A step of the voice menu.', 'IvrNode', {
        name: text('Name of the node.', { max: 64, format: nodeName }),
        does: variant('What happens there, and where it goes on.', 'IvrStep', ivrSteps),
      }),
    ),
    enabled: flag('Whether it is rendered.', true),
    description: optional(text('For people.', { max: 1000 })),
  },
  items: { nodes: { noun: 'Node', key: ['name'] } },
  check: ({ nodes }) => ivrProblems(nodes),
})

export type Ivr = ObjectOf<typeof ivrs>
