import type { ConfigurationCommand } from '../../domain/configuration/commands.ts'
import type { ConfigurationEvent } from '../../domain/configuration/configuration.ts'
import { kinds } from '../../domain/configuration/kinds.ts'
import { commandsOf } from '../../domain/configuration/commands.ts'
import type { Warning } from '../../domain/configuration/warnings/warnings.ts'
import type { ScheduledChange } from '../../domain/configuration/scheduled/scheduled-change.ts'
import { revertTo } from '../../domain/configuration/revert.ts'
import { fileChanges, type FileChange } from '../../domain/pbx-files/file-changes.ts'
import { veiled } from '../../domain/pbx-files/veiled.ts'
import { builder } from '../schema/builder.ts'
import type { ApiContext } from '../context.ts'
import { payloadRef, type Payload } from '../mutations/payload.ts'
import { needs, ofOwnEntities } from '../rights/rights.ts'
import { commandInputs, describeCommand } from './commands.ts'
import { FileDifferenceType, reloadsOf } from './file-types.ts'
import type { InputObject } from './input-types.ts'
import { AsOfInput, configurationAt } from './moment.ts'
import { redacted } from './redacted.ts'
import { scheduledChange, ScheduledChangeType } from './scheduled-changes.ts'
import { sendChangeSet, type ChangeSetRequest } from './send-change-set.ts'
import { siteOf } from './site.ts'
import { warningsDescription, warningsIn, WarningType } from './warning-type.ts'

const CommandInput = builder.inputRef<InputObject>('CommandInput')
CommandInput.implement({
  description:
    'One command: exactly one key, the command’s name. `ringledger config apply` takes the same as YAML or JSON.',
  isOneOf: true,
  fields: t =>
    Object.fromEntries(
      [...commandsOf(kinds)].flatMap(([name, meaning]) => {
        const input = commandInputs.get(name)
        return input ? [[name, t.field({ type: input, description: describeCommand(meaning) })] as const] : []
      }),
    ),
})

const ChangeSetInput = builder.inputType('ChangeSetInput', {
  description:
    'Commands that are accepted together or not at all. Their order does not matter where they need each other.',
  fields: t => ({
    site: t.string({ description: 'Short name of the site; may be left out where there is only one.' }),
    commands: t.field({ type: [CommandInput], required: true, description: 'The commands.' }),
    comment: t.string({ description: 'Why, for the history.' }),
    dryRun: t.boolean({ description: 'Decide and answer, store nothing.' }),
    effectiveAt: t.field({
      type: 'DateTime',
      description:
        'When it shall be made; now when left out. It must be acceptable now, and is decided again then (scheduledChanges).',
    }),
    expectedPosition: t.field({
      type: 'Position',
      description:
        'Position of the configuration that the commands were decided on; refused when it has changed since.',
    }),
  }),
})

const ConfigurationEventType = builder.objectRef<ConfigurationEvent>('ConfigurationEvent').implement({
  description: 'What a command changed.',
  fields: t => ({
    type: t.exposeString('type', { description: 'Name of the event, e.g. QueueMemberAdded.' }),
    kind: t.exposeString('kind', { description: 'Kind of the object.' }),
    key: t.exposeString('key', { description: 'Key of the object.' }),
    data: t.field({
      type: 'JSON',
      description: 'The event as it is stored; secrets are left out.',
      resolve: event => redacted(event),
    }),
  }),
})

export interface ChangeSetPayload extends Payload {
  readonly events: readonly ConfigurationEvent[]
  readonly warnings: () => readonly Warning[]
  /** Made only when they are asked for. */
  readonly files: () => readonly FileChange[]
  readonly cannotBeRestored: readonly string[]
  readonly scheduled: () => Promise<ScheduledChange | null>
}

export const ApplyChangeSetPayload = payloadRef<ChangeSetPayload>(
  'ApplyChangeSetPayload',
  'Answer of applyChangeSet and revertConfiguration. After a dry run: what would have happened.',
)

builder.objectFields(ApplyChangeSetPayload, t => ({
  events: t.field({
    type: [ConfigurationEventType],
    description:
      'What it changed, or would change now when it is scheduled; empty when everything was so already, or when it was refused.',
    resolve: ({ events }) => [...events],
  }),
  warnings: t.field({
    type: [WarningType],
    description: warningsDescription,
    extensions: { cost: 2 },
    resolve: ({ warnings }) => [...warnings()],
  }),
  files: t.field({
    type: [FileDifferenceType],
    description:
      'What it changes in the files of the PBX nodes. They are written when the configuration is rolled out.',
    extensions: { ...needs('readConfiguration'), cost: 20 },
    resolve: ({ files }) => [...files()],
  }),
  reloads: t.stringList({
    description: 'What the nodes will have to do then, each once: `pbx1: reload app_queue.so`.',
    extensions: { ...needs('readConfiguration'), cost: 20 },
    resolve: ({ files }) => [...reloadsOf(files())],
  }),
  scheduledChange: t.field({
    type: ScheduledChangeType,
    nullable: true,
    description: 'The change set that waits for its time; null unless effectiveAt was given and it was accepted.',
    resolve: ({ scheduled }) => scheduled(),
  }),
  cannotBeRestored: t.stringList({
    description: 'Of revertConfiguration: what stays as it is, and why.',
    resolve: ({ cannotBeRestored }) => [...cannotBeRestored],
  }),
}))

builder.mutationField('applyChangeSet', t =>
  t.field({
    type: ApplyChangeSetPayload,
    description: 'Changes the configuration by several commands as one: all or nothing.',
    args: { input: t.arg({ type: ChangeSetInput, required: true, description: 'The change set.' }) },
    extensions: needs('changeConfiguration', ofOwnEntities),
    resolve: async (_, { input }, context) => {
      const { commands, comment, dryRun, expectedPosition, effectiveAt } = input
      return send(context, {
        site: await siteOf(context, input.site),
        commands: commands as readonly ConfigurationCommand[],
        comment: comment ?? null,
        dryRun: dryRun ?? false,
        ...(expectedPosition === null || expectedPosition === undefined ? {} : { expectedPosition }),
        ...(effectiveAt === null || effectiveAt === undefined ? {} : { effectiveAt }),
      })
    },
  }),
)

const RevertConfigurationInput = builder.inputType('RevertConfigurationInput', {
  description: 'The moment whose configuration is wanted again.',
  fields: t => ({
    site: t.string({ description: 'Short name of the site; may be left out where there is only one.' }),
    to: t.field({ type: AsOfInput, required: true, description: 'The moment.' }),
    confirm: t.boolean({
      description: 'Must be true where it removes mailboxes: their messages go for good.',
    }),
    comment: t.string({ description: 'Why, for the history.' }),
    dryRun: t.boolean({ description: 'Decide and answer, store nothing.' }),
  }),
})

builder.mutationField('revertConfiguration', t =>
  t.field({
    type: ApplyChangeSetPayload,
    description:
      'Makes the configuration what it was at a moment, by a new change set: history is never rewritten. It says what cannot be brought back.',
    args: { input: t.arg({ type: RevertConfigurationInput, required: true, description: 'Which moment.' }) },
    extensions: needs('changeConfiguration'),
    resolve: async (_, { input }, context) => {
      const site = await siteOf(context, input.site)
      const now = await context.configuration.reader.now(site)
      const then = await configurationAt(context, site, input.to)
      const { commands, cannotBeRestored } = revertTo(then.configuration, now.configuration, kinds, {
        confirm: input.confirm ?? false,
      })
      const request = {
        site,
        commands,
        comment: input.comment ?? null,
        dryRun: input.dryRun ?? false,
        expectedPosition: now.position,
        restores: true,
      }
      return { ...(await send(context, request)), cannotBeRestored }
    },
  }),
)

export async function send(context: ApiContext, request: ChangeSetRequest): Promise<ChangeSetPayload> {
  const result = await sendChangeSet(context, request)
  const { position, changeSetId } = result
  const scheduled = async () =>
    request.effectiveAt === undefined ? null : ((await scheduledChange(context, request.site, changeSetId)) ?? null)
  if (!result.accepted)
    return {
      position,
      rejections: result.rejections,
      events: [],
      cannotBeRestored: [],
      scheduled,
      warnings: () => [],
      files: () => [],
    }
  const { events, before, after } = result
  return {
    position,
    rejections: [],
    events,
    cannotBeRestored: [],
    scheduled,
    warnings: () => warningsIn(context, request.site, result, request.commands),
    files: () => fileChanges(before, after, veiled),
  }
}
