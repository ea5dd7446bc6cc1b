import type { Grant, Identity } from '../../domain/access/identity.ts'
import type { TokenRow } from '../../projections/directory/types.ts'
import { builder, type ApiTypes } from '../schema/builder.ts'
import { needs } from './rights.ts'

export const RoleType = builder.enumType('Role', {
  description: 'What a token may do (contact-center 17).',
  values: {
    ADMINISTRATOR: { value: 'administrator', description: 'Everything.' },
    SUPERVISOR: { value: 'supervisor', description: 'Reads own queues and agents, sets the thresholds of own queues.' },
    ANALYST: { value: 'analyst', description: 'Reads calls and figures.' },
    AUDITOR: { value: 'auditor', description: 'Reads everything, changes nothing.' },
    COLLECTOR: { value: 'collector', description: 'Delivers the rows of its PBX nodes, reads nothing.' },
    TEACHER: {
      value: 'teacher',
      description: 'Of people who sign in, no token has it: sees recorded calls of own queues in a period.',
    },
    NONE: {
      value: 'none',
      description: 'Of people who sign in without a profile, no token has it: sees the agent that he is.',
    },
  } as const,
})

interface Holder {
  readonly tokenId: string
  readonly label: string
  readonly role: Identity['role']
  readonly scope: Identity['scope']
}

/** `all`, the names, or what the role sees by itself. */
const grantText = (grant: Grant | undefined): readonly string[] | null =>
  grant === undefined ? null : grant === 'all' ? ['*'] : grant

const grantDescription = (thing: string) =>
  `The ${thing} that it is limited to: \`site/name\`, \`site/*\`, or \`*\` for all. Null: none for a supervisor and for a token that is limited to others, all otherwise.`

type HolderFieldBuilder<H> = PothosSchemaTypes.ObjectFieldBuilder<PothosSchemaTypes.ExtendDefaultTypes<ApiTypes>, H>

/** Whose a token is, and what it may do and see. */
export const holderFields = <H extends Holder>(t: HolderFieldBuilder<H>) => ({
  label: t.string({ description: 'For whom or what it is.', resolve: ({ label }) => label }),
  role: t.field({ type: RoleType, description: 'What it may do.', resolve: ({ role }) => role }),
  queues: t.stringList({
    nullable: true,
    description: grantDescription('queues'),
    resolve: ({ scope }) => grantText(scope.queues),
  }),
  agents: t.stringList({
    nullable: true,
    description: grantDescription('agents'),
    resolve: ({ scope }) => grantText(scope.agents),
  }),
  dissuasion: t.boolean({
    description: 'Whether a supervisor may close queues exceptionally (setQueueDissuasion).',
    resolve: ({ scope }) => scope.dissuasion ?? false,
  }),
  entities: t.stringList({
    nullable: true,
    description:
      'The entities that it is limited to, with their configuration, queues and agents: `site/entity`. Null: it is limited to none.',
    resolve: ({ scope }) => scope.entities ?? null,
  }),
  nodes: t.stringList({
    nullable: true,
    description: 'The PBX nodes that a collector delivers for: `site/node` or `site/*`. Null for the other roles.',
    resolve: ({ scope }) => (scope.nodes ? [...scope.nodes] : null),
  }),
  acl: t.stringList({
    nullable: true,
    description: 'What of all that it may do: patterns of the names in `accessNames`. Null: all of it. Empty: nothing.',
    resolve: ({ scope }) => (scope.acl ? [...scope.acl] : null),
  }),
})

export const AccessTokenType = builder.objectRef<TokenRow>('AccessToken').implement({
  description: 'A token as the log knows it. The secret is stored nowhere.',
  fields: t => ({
    tokenId: t.exposeString('tokenId', { description: 'The part of `rl_ID_...` between the underscores: no secret.' }),
    ...holderFields(t),
    issuedAt: t.expose('issuedAt', { type: 'DateTime', description: 'When it was issued.' }),
    issuedBy: t.exposeString('issuedBy', {
      nullable: true,
      description: 'Label of the token that it was issued with.',
    }),
    expiresAt: t.expose('expiresAt', {
      type: 'DateTime',
      nullable: true,
      description: 'Not valid from here on; null: never ends.',
    }),
    revokedAt: t.expose('revokedAt', {
      type: 'DateTime',
      nullable: true,
      description: 'When it was revoked; null: it is not.',
    }),
    revokedBy: t.exposeString('revokedBy', {
      nullable: true,
      description: 'Label of the token that it was revoked with.',
    }),
  }),
})

builder.queryField('tokens', t =>
  t.field({
    type: [AccessTokenType],
    description:
      'Every token ever issued, oldest first, also those that are revoked or have expired. Of services, which get new ones again and again, only those that are valid.',
    args: {
      services: t.arg.boolean({ description: 'Those of services too that are valid no more; left out: no.' }),
    },
    extensions: { ...needs('readTokens'), cost: 10 },
    resolve: async (_, { services }, { reports, clock }) => {
      const now = clock()
      const isValid = ({ revokedAt, expiresAt }: TokenRow) =>
        revokedAt === null && (expiresAt === null || expiresAt > now)
      const all = await reports.tokens()
      return services ? all : all.filter(token => !token.scope.service || isValid(token))
    },
  }),
)
