import { beyondOwnAccess } from '../../domain/access/beyond-own-access.ts'
import type { GrantedScope } from '../../domain/access/identity.ts'
import { tokens, tokenStream } from '../../domain/access/tokens.ts'
import { handleCommand } from '../../domain/kernel/handle-command.ts'
import { newToken } from '../../projections/directory/tokens.ts'
import type { TokenRow } from '../../projections/directory/types.ts'
import { builder } from '../schema/builder.ts'
import { needs } from '../rights/rights.ts'
import { AccessTokenType, RoleType } from '../rights/token-type.ts'
import { originOf, payloadRef, settled, type Payload } from './payload.ts'

const GrantInput = builder.inputType('GrantInput', {
  description: 'Queues or agents: all, or those named.',
  fields: t => ({
    all: t.boolean({ description: 'Every one, of every site.' }),
    names: t.stringList({ description: '`paris/sales`, `paris/Agent/8001`, or `paris/*` for a whole site.' }),
  }),
})

const IssueTokenInput = builder.inputType('IssueTokenInput', {
  description: 'For whom the token is and what it may see.',
  fields: t => ({
    label: t.string({
      required: true,
      description: 'For whom or what, e.g. `wall board Paris`. Written as actor into what it causes.',
    }),
    role: t.field({ type: RoleType, required: true, description: 'What it may do.' }),
    queues: t.field({
      type: GrantInput,
      description: 'Queues that it may see. Left out: none for a supervisor, all for the other roles.',
    }),
    agents: t.field({
      type: GrantInput,
      description: 'Agents that it may see. Left out: none for a supervisor, all for the other roles.',
    }),
    dissuasion: t.boolean({
      description:
        'Supervisors only: whether it may close its queues exceptionally (setQueueDissuasion). Left out: no.',
    }),
    entities: t.stringList({
      description:
        'For administrators and auditors of single entities: `paris/acme`. They read and change the configuration of these, see their queues and agents with figures and calls, and nothing else. Left out: not limited.',
    }),
    nodes: t.stringList({
      description:
        'Collectors only, and needed there: the PBX nodes that it delivers for, `paris/pbx1` or `paris/*` for a whole site.',
    }),
    acl: t.stringList({
      description:
        'What of all that it may do, by patterns of the names in `accessNames`: `statistics.#.read`. `*` is one word, `#` one or more. Left out: all of it; empty: nothing.',
    }),
    expiresAt: t.field({ type: 'DateTime', description: 'Not valid from here on; never ending when left out.' }),
  }),
})

const IssueTokenPayload = payloadRef<
  Payload & { readonly token: string | null; readonly accessToken: TokenRow | null }
>('IssueTokenPayload', 'Answer of issueToken.')

builder.objectFields(IssueTokenPayload, t => ({
  token: t.exposeString('token', {
    nullable: true,
    description:
      'The token itself, `rl_...`. It is shown here once and stored nowhere. Null when the command was refused.',
  }),
  accessToken: t.expose('accessToken', {
    type: AccessTokenType,
    nullable: true,
    description: 'What is known of the token; null when the command was refused.',
  }),
}))

const grantOf = (grant: typeof GrantInput.$inferInput) => (grant.all ? 'all' : (grant.names ?? []))

builder.mutationField('issueToken', t =>
  t.field({
    type: IssueTokenPayload,
    description: 'Makes a token. Its rights never change: issue another one and revoke this.',
    args: { input: t.arg({ type: IssueTokenInput, required: true, description: 'The command.' }) },
    extensions: needs('manageTokens'),
    resolve: async (_, { input }, context) => {
      const { tokenId, bearer, secretHash } = newToken()
      const scope: GrantedScope = {
        ...(input.queues && { queues: grantOf(input.queues) }),
        ...(input.agents && { agents: grantOf(input.agents) }),
        ...(input.entities && { entities: input.entities }),
        ...(input.dissuasion && { dissuasion: true }),
        ...(input.nodes && { nodes: input.nodes }),
        ...(input.acl && { acl: input.acl }),
      }
      const tooMuch = beyondOwnAccess(context.identity, scope.acl, 'acl')
      if (tooMuch.length > 0)
        return { position: await context.store.lastPosition(), rejections: tooMuch, token: null, accessToken: null }
      const command = {
        type: 'IssueToken',
        tokenId,
        label: input.label,
        role: input.role,
        scope,
        secretHash,
        ...(typeof input.expiresAt === 'number' ? { expiresAt: input.expiresAt } : {}),
      } as const
      const result = await handleCommand(context.store, tokens, command, {
        stream: tokenStream(tokenId),
        ...originOf(context),
      })
      const payload = await settled(context, result)
      if (!result.accepted) return { ...payload, token: null, accessToken: null }
      return { ...payload, token: bearer, accessToken: (await context.reports.tokenById(tokenId)) ?? null }
    },
  }),
)

const RevokeTokenInput = builder.inputType('RevokeTokenInput', {
  description: 'Which token.',
  fields: t => ({
    tokenId: t.string({
      required: true,
      description: '`tokenId` of the token: the part of `rl_ID_...` between the underscores.',
    }),
  }),
})

const RevokeTokenPayload = payloadRef<Payload & { readonly tokenId: string }>(
  'RevokeTokenPayload',
  'Answer of revokeToken.',
)

builder.objectFields(RevokeTokenPayload, t => ({
  accessToken: t.field({
    type: AccessTokenType,
    nullable: true,
    description: 'The token as it is now; null when there is none of that id.',
    resolve: async ({ tokenId }, _, { reports }) => (await reports.tokenById(tokenId)) ?? null,
  }),
}))

builder.mutationField('revokeToken', t =>
  t.field({
    type: RevokeTokenPayload,
    description: 'Ends a token for good, with its sessions and open subscriptions.',
    args: { input: t.arg({ type: RevokeTokenInput, required: true, description: 'The command.' }) },
    extensions: needs('manageTokens'),
    resolve: async (_, { input: { tokenId } }, context) => {
      const result = await handleCommand(
        context.store,
        tokens,
        { type: 'RevokeToken', tokenId },
        { stream: tokenStream(tokenId), ...originOf(context) },
      )
      return { ...(await settled(context, result)), tokenId }
    },
  }),
)
