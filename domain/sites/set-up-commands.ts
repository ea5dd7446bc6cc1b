import { languages } from '../agents/configured-agents.ts'
import { digits, host, slug } from '../configuration/formats.ts'
import { compound } from '../configuration/kind.ts'
import { choice, flag, group, initially, integer, optional, reference, text } from '../configuration/shape.ts'
import { franceCommands } from '../routing/numbers/france.ts'
import { wrongOrder } from '../routing/numbers/range-order.ts'

const range = (description: string, name: string) =>
  group(description, name, {
    start: text('First number.', { max: 16, format: digits }),
    end: text('Last number, as long as the first.', { max: 16, format: digits }),
  })

/** pbx-configuration §17.6 and §4.2: what the wizard of the original asked for, as one change set that can be sent again. */
export const setUpCommands = {
  initializePbx: compound({
    description:
      'Begins the configuration of a PBX: its server, the contexts `default` for what is dialled inside, `from-extern` for calls from outside and `to-extern` for calls to the outside, with their numbers, and the language of its prompts. Sent again as it was it changes nothing; where one of them is configured otherwise it is refused.',
    repeatable: true,
    fields: {
      entity: optional(
        group('The organisation that the contexts belong to; unset: none, everything is everybody’s.', 'FirstEntity', {
          name: text('Short name.', { max: 64, format: slug }),
          displayName: text('Name for people.', { max: 128 }),
        }),
      ),
      server: optional(
        group('The server, where none is defined yet.', 'FirstServer', {
          name: initially(text('Short name of the node.', { max: 63, format: slug }), 'main'),
          address: text('Address under which phones and trunks reach it.', { max: 255, format: host }),
        }),
      ),
      language: initially(choice('Language of the prompts.', 'PromptLanguage', languages), 'en_US'),
      internalName: initially(text('Name of the context `default` for people.', { max: 128 }), 'Default'),
      internalNumbers: range('Numbers of users.', 'InternalNumbers'),
      incallName: initially(text('Name of the context `from-extern` for people.', { max: 128 }), 'Incalls'),
      incallNumbers: optional(range('Numbers that are called from outside.', 'IncallNumbers')),
      didLength: optional(integer('Digits that the network delivers of them.', [0, 16])),
      outcallName: initially(text('Name of the context `to-extern` for people.', { max: 128 }), 'Outcalls'),
      france: flag('With codecs, routes and permissions for France (applyFrancePreset).', false),
    },
    comesTo({ entity, server, language, france, ...named }) {
      const { internalNumbers, incallNumbers, didLength } = named
      const wrong = { internalNumbers, incallNumbers }
      const rejections = Object.entries(wrong).flatMap(([field, one]) => (one === null ? [] : wrongOrder(field, one)))
      if (rejections.length > 0) return { rejections }
      const of = entity === null ? {} : { entity: entity.name }
      const incallRange = incallNumbers && {
        type: 'incall',
        ...incallNumbers,
        ...(didLength !== null && { didLength }),
      }
      return {
        commands: [
          ...(entity === null ? [] : [{ defineEntity: entity }]),
          ...(server === null ? [] : [{ defineMediaServer: { ...server, main: true } }]),
          { changeSipSettings: { language } },
          { defineContext: { name: 'to-extern', displayName: named.outcallName, type: 'outcall', ...of } },
          {
            defineContext: {
              name: 'default',
              displayName: named.internalName,
              type: 'internal',
              includes: ['to-extern'],
              ...of,
              numberRanges: [{ type: 'user', ...internalNumbers }],
            },
          },
          {
            defineContext: {
              name: 'from-extern',
              displayName: named.incallName,
              type: 'incall',
              ...of,
              numberRanges: incallRange ? [incallRange] : [],
            },
          },
          ...(france ? franceCommands('to-extern') : []),
        ],
      }
    },
  }),
}

export const francePreset = {
  applyFrancePreset: compound({
    description:
      'Settings for France (pbx-configuration 4.7): codecs and caller identities, the routes `sortants-france` and `urgences-france` on the trunk `template_a_changer`, which leads nowhere until you name a real one, and the permissions national, urgences, mobiles, numeros-a-valeur-ajoutee, international and refuser-tout. The last one denies, as its name says, where XiVO’s allowed.',
    repeatable: true,
    fields: { context: initially(reference('Context of outgoing calls.', 'context'), 'to-extern') },
    comesTo: ({ context }) => ({ commands: franceCommands(context) }),
  }),
}
