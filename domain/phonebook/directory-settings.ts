import { objectKind } from '../configuration/kind.ts'
import { flag } from '../configuration/shape.ts'

/** pbx-configuration §4.2. */
export const directorySettings = objectKind({
  name: 'directorySettings',
  plural: 'directorySettings',
  description: 'What users find of each other.',
  key: [],
  fields: {
    contextsSeparation: flag(
      'A user finds only users with a line in the context of his own main line; a user without a line finds nobody. For several organisations on one PBX.',
      false,
    ),
  },
})
