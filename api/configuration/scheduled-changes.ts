import { isObject } from '../../domain/configuration/check-value.ts'
import {
  scheduledChangesOf,
  type ScheduledChange,
  type ScheduledState,
} from '../../domain/configuration/scheduled/scheduled-change.ts'
import { builder } from '../schema/builder.ts'
import type { ApiContext } from '../context.ts'
import { described } from '../schema/enums.ts'
import { payloadRef, type Payload } from '../mutations/payload.ts'
import { needs, ofOwnEntities } from '../rights/rights.ts'
import { redacted } from './redacted.ts'
import { siteOf } from './site.ts'

const ScheduledChangeStateType = described('ScheduledChangeState', 'What became of a change set that was scheduled.', {
  PENDING: 'Its time has not come.',
  APPLIED: 'It was accepted when its time came: it is a change set like others.',
  REFUSED: 'It could not be accepted any more when its time came; nothing was changed.',
  CANCELLED: 'Somebody took it back before.',
} satisfies Record<ScheduledState, string>)

interface Refused {
  readonly field: string
  readonly rule: string
  readonly message: string
}

const ScheduledRejectionType = builder.objectRef<Refused>('ScheduledChangeRejection').implement({
  description: 'Why a scheduled change set was refused when its time came.',
  fields: t => ({
    field: t.exposeString('field', { description: 'Field of the commands, e.g. `commands[0].changeQueue.name`.' }),
    rule: t.exposeString('rule', { description: 'Stable name of the rule that it broke.' }),
    message: t.exposeString('message', { description: 'What was wrong, for a person.' }),
  }),
})

export const ScheduledChangeType = builder.objectRef<ScheduledChange>('ScheduledChange').implement({
  description: 'A change set that is made at a later instant: decided when it was scheduled, and decided again then.',
  fields: t => ({
    site: t.exposeString('site', { description: 'Short name of the site.' }),
    changeSetId: t.exposeID('changeSetId', {
      description: 'Its name, and that of the change set which it becomes: configurationHistory has it then.',
    }),
    state: t.expose('state', { type: ScheduledChangeStateType, description: 'What became of it.' }),
    effectiveAt: t.expose('effectiveAt', { type: 'DateTime', description: 'When it is to be made.' }),
    comment: t.exposeString('comment', { nullable: true, description: 'Why, in the words of who scheduled it.' }),
    commands: t.field({
      type: 'JSON',
      description: 'Its commands, as they were sent; secrets are left out.',
      resolve: ({ commands }) => redacted(commands),
    }),
    commandNames: t.stringList({
      description: 'Names of the commands, each once.',
      resolve: ({ commands }) => [
        ...new Set(commands.flatMap(command => (isObject(command) ? Object.keys(command) : []))),
      ],
    }),
    scheduledAt: t.expose('scheduledAt', { type: 'DateTime', description: 'When it was scheduled.' }),
    scheduledBy: t.exposeString('scheduledBy', {
      nullable: true,
      description: 'Who scheduled it: as him it is decided.',
    }),
    endedAt: t.expose('endedAt', {
      type: 'DateTime',
      nullable: true,
      description:
        'When it was applied, refused or cancelled; null: it waits. Later than effectiveAt where no server ran at the time.',
    }),
    endedBy: t.exposeString('endedBy', { nullable: true, description: 'Who cancelled it, or as whom it was decided.' }),
    changes: t.exposeInt('changes', {
      nullable: true,
      description: 'How many changes of objects it made; null unless it was applied.',
    }),
    rejections: t.field({
      type: [ScheduledRejectionType],
      description: 'Why it was refused when its time came.',
      resolve: ({ rejections }) => [...rejections],
    }),
    reason: t.exposeString('reason', { nullable: true, description: 'Why it was cancelled.' }),
  }),
})

/** Who is limited to entities sees what was scheduled within them, and nothing else. */
function isVisible({ may }: Pick<ApiContext, 'may'>, { site, entities }: ScheduledChange): boolean {
  const own = may.entities(site)
  return own === 'all' || (entities?.every(entity => own.includes(entity)) ?? false)
}

export async function scheduledChange(
  context: Pick<ApiContext, 'store' | 'may'>,
  site: string,
  changeSetId: string,
): Promise<ScheduledChange | undefined> {
  const change = (await scheduledChangesOf(context.store, site)).byId.get(changeSetId)
  return change && isVisible(context, change) ? change : undefined
}

builder.queryField('scheduledChanges', t =>
  t.field({
    type: [ScheduledChangeType],
    description: 'Change sets that were scheduled at a site, by the instant at which they are to be made.',
    args: {
      site: t.arg.string({ description: 'Short name of the site; may be left out where there is only one.' }),
      states: t.arg({
        type: [ScheduledChangeStateType],
        description: 'Only those of which this became; those that wait still when left out.',
      }),
    },
    extensions: { ...needs('readConfiguration', ofOwnEntities), cost: 10, rows: 20 },
    resolve: async (_, { site: named, states }, context) => {
      const wanted = states ?? ['PENDING']
      const { byId } = await scheduledChangesOf(context.store, await siteOf(context, named))
      return [...byId.values()]
        .filter(change => wanted.includes(change.state) && isVisible(context, change))
        .sort((a, b) => a.effectiveAt - b.effectiveAt)
    },
  }),
)

const CancelScheduledChangeInput = builder.inputType('CancelScheduledChangeInput', {
  description: 'Which change set is taken back.',
  fields: t => ({
    site: t.string({ description: 'Short name of the site; may be left out where there is only one.' }),
    changeSetId: t.id({ required: true, description: 'Its name, as scheduledChanges tells it.' }),
    reason: t.string({ description: 'Why, for the list.' }),
  }),
})

const CancelScheduledChangePayload = payloadRef<Payload & { readonly scheduledChange: ScheduledChange | null }>(
  'CancelScheduledChangePayload',
  'Answer of cancelScheduledChange.',
)

builder.objectFields(CancelScheduledChangePayload, t => ({
  scheduledChange: t.expose('scheduledChange', {
    type: ScheduledChangeType,
    nullable: true,
    description: 'The change set as it is now; null when there is none of that name.',
  }),
}))

builder.mutationField('cancelScheduledChange', t =>
  t.field({
    type: CancelScheduledChangePayload,
    description: 'Takes a scheduled change set back before its time comes. Repeated it changes nothing.',
    args: { input: t.arg({ type: CancelScheduledChangeInput, required: true, description: 'Which one, and why.' }) },
    extensions: needs('changeConfiguration', ofOwnEntities),
    resolve: async (_, { input }, context) => {
      const site = await siteOf(context, input.site)
      const { changeSetId } = input
      if (!(await scheduledChange(context, site, changeSetId))) {
        const message = `there is no scheduled change set ${changeSetId}`
        const rejections = [{ field: 'changeSetId', rule: 'exists', message }]
        return { position: await context.store.lastPosition(), rejections, scheduledChange: null }
      }
      const { position, rejections, change } = await context.scheduledChanges.cancel({
        site,
        changeSetId,
        reason: input.reason ?? null,
        actor: context.identity.label,
        occurredAt: context.clock(),
      })
      return { position, rejections, scheduledChange: change ?? null }
    },
  }),
)
