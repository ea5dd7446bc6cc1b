import { readingOf } from '../../domain/access/operations.ts'
import { supervisedCommands, supervisedKinds } from '../../domain/access/supervised.ts'
import { commandsOf, type CommandMeaning, type ConfigurationCommand } from '../../domain/configuration/commands.ts'
import type { ChangeSetResult } from '../../domain/configuration/handle-change-set.ts'
import { capitalised, keyOf, singleKey, type ObjectKind } from '../../domain/configuration/kind.ts'
import type { Warning } from '../../domain/configuration/warnings/warnings.ts'
import { kinds } from '../../domain/configuration/kinds.ts'
import { builder } from '../schema/builder.ts'
import { payloadRef, type Payload } from '../mutations/payload.ts'
import { needs, ofOwnEntities } from '../rights/rights.ts'
import { commandInputs, describeCommand } from './commands.ts'
import { needsReading, objectTypeOf, type SiteObject } from './configuration-type.ts'
import type { InputObject } from './input-types.ts'
import { configurationAt } from './moment.ts'
import { sendChangeSet } from './send-change-set.ts'
import { siteOf } from './site.ts'
import { warningsDescription, warningsIn, WarningType } from './warning-type.ts'

interface ObjectPayload extends Payload {
  readonly object: SiteObject | null
  readonly warnings: readonly Warning[]
}

/** One payload a kind: every command about a queue answers the queue. */
const payloads = new Map(
  [...kinds.values()].map(kind => {
    const payload = payloadRef<ObjectPayload>(
      `${capitalised(kind.name)}CommandPayload`,
      `Answer of the commands about a ${kind.name}.`,
    )
    builder.objectField(payload, kind.name, t =>
      t.field({
        type: objectTypeOf(kind),
        nullable: true,
        description: `The ${kind.name} as it is after the command; null when there is none of that key, or the command is about several or changed none.`,
        ...(supervisedKinds.has(kind.name) ? {} : { extensions: needsReading(kind) }),
        resolve: ({ object }) => object,
      }),
    )
    builder.objectField(payload, 'warnings', t =>
      t.field({ type: [WarningType], description: warningsDescription, resolve: ({ warnings }) => [...warnings] }),
    )
    return [kind.name, payload] as const
  }),
)

for (const [name, meaning] of commandsOf(kinds)) {
  const input = commandInputs.get(name)
  const payload = payloads.get(meaning.kind.name)
  if (!input || !payload) throw new Error(`${name} has no input type`)
  builder.mutationField(name, t =>
    t.field({
      type: payload,
      description: isRepeatable(meaning)
        ? `${describeCommand(meaning)} Repeated it changes nothing.`
        : describeCommand(meaning),
      args: {
        input: t.arg({ type: input, required: true, description: 'The command.' }),
        site: t.arg.string({ description: 'Short name of the site; may be left out where there is only one.' }),
        comment: t.arg.string({ description: 'Why, for the history.' }),
      },
      extensions: rightOfCommand(name),
      resolve: async (_, args, context) => {
        const site = await siteOf(context, args.site)
        const given: InputObject = args.input
        const commands: ConfigurationCommand[] = [{ [name]: given }]
        const result = await sendChangeSet(context, {
          site,
          commands,
          comment: args.comment ?? null,
          dryRun: false,
          ...(supervisedCommands.has(name) && { rightOf: 'supervised' }),
        })
        const { configuration } = await configurationAt(context, site, undefined)
        const key = keyMeant(meaning.kind, given) ?? onlyTouched(meaning.kind, result)
        // Who reads no configuration sees of it what he was let to change.
        const isSeen = supervisedCommands.has(name)
          ? result.accepted || context.may.can('readConfiguration', { names: [readingOf(meaning.kind)] })
          : true
        const object = key !== undefined && isSeen ? configuration.objects.get(meaning.kind.name)?.get(key) : undefined
        return {
          position: result.position,
          rejections: result.accepted
            ? []
            : result.rejections.map(one => ({ ...one, field: inInput(name, one.field) })),
          warnings: warningsIn(context, site, result, commands),
          object: object ? { site, kind: meaning.kind.name, object: object } : null,
        }
      },
    }),
  )
}

function rightOfCommand(name: string) {
  const right = supervisedCommands.get(name)
  return right ? needs(right) : needs('changeConfiguration', ofOwnEntities)
}

/** The one object of the kind that a command changed which does not name it by its key; undefined: none, or several. */
function onlyTouched(kind: ObjectKind, result: ChangeSetResult): string | undefined {
  const keys = new Set(
    result.accepted ? result.events.filter(event => event.kind === kind.name).map(({ key }) => key) : [],
  )
  return keys.size === 1 ? [...keys][0] : undefined
}

const isRepeatable = (meaning: CommandMeaning): boolean => meaning.verb !== 'compound' || meaning.compound.repeatable

/** Commands about entries name their object by its kind, the others by its key fields; undefined: it is about several. */
function keyMeant(kind: ObjectKind, input: InputObject): string | undefined {
  if (kind.key.length === 0) return singleKey
  const owner = input[kind.name]
  if (typeof owner === 'string' && !kind.key.includes(kind.name)) return owner
  return kind.key.every(name => typeof input[name] === 'string') ? keyOf(kind, input) : undefined
}

/** `commands[0].defineQueue.members[0].agent` is `members[0].agent` of the input. */
const inInput = (command: string, field: string): string => {
  const at = `commands[0].${command}`
  return field === at ? 'input' : field.startsWith(`${at}.`) ? field.slice(at.length + 1) : field
}
