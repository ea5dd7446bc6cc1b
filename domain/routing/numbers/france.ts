import type { ConfigurationCommand } from '../../configuration/commands.ts'

/** Where numbers of the French plan go until somebody names a real way out (pbx-configuration §4.7). */
const placeholderTrunk = 'template_a_changer'

/** Permissions by name, with the numbers that they are about. Formats as people dial them: national, +33, 00. */
const numbers = {
  national: ['0[1-59]XXXXXXXX', '+33[1-59]XXXXXXXX'],
  urgences: ['15', '17', '18', '110', '112', '114', '115', '119', '191', '196', '197', '116XXX'],
  mobiles: ['0[67]XXXXXXXX', '+33[67]XXXXXXXX'],
  'numeros-a-valeur-ajoutee': ['08XXXXXXXX', '+338XXXXXXXX', '3XXX', '118XXX'],
  international: ['00X.', '+[0-24-9]X.', '+3[0-24-9]X.'],
} as const

/**
 * pbx-configuration §4.7 and §19.6: codecs and identities as networks in France want them, two routes on a trunk that leads nowhere yet,
 * and permissions for each kind of number. `refuser-tout` denies, as its name says, where the original allowed.
 * @param context that of the outgoing calls
 */
export const franceCommands = (context: string): readonly ConfigurationCommand[] => [
  { changeSipSettings: { trustIdentity: true, sendIdentity: 'pai', codecs: ['alaw', 'g722', 'g729', 'h264'] } },
  {
    defineTrunk: {
      name: placeholderTrunk,
      displayName: 'À remplacer',
      description: 'Leads nowhere: put the trunk to your provider into the routes, and remove it.',
      endpoint: { custom: { interface: `Local/${placeholderTrunk}` } },
    },
  },
  route('sortants-france', 'Sortants France', context, [
    ...numbers.national,
    ...numbers.mobiles,
    ...numbers['numeros-a-valeur-ajoutee'],
    ...numbers.international,
  ]),
  route('urgences-france', 'Urgences France', context, numbers.urgences),
  ...Object.entries(numbers).map(([name, extensions]) => ({
    defineCallPermission: { name, extensions, action: 'allow' },
  })),
  {
    defineCallPermission: {
      name: 'refuser-tout',
      extensions: ['X.', '+X.'],
      action: 'deny',
      description: 'Denies every number of two digits or more, but what another permission of the same user allows.',
    },
  },
]

const route = (
  name: string,
  displayName: string,
  context: string,
  patterns: readonly string[],
): ConfigurationCommand => ({
  defineOutcall: {
    name,
    displayName,
    contexts: [context],
    trunks: [placeholderTrunk],
    patterns: patterns.map(pattern => ({ pattern })),
  },
})
