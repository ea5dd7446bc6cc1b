import type { Identity } from '../../domain/access/identity.ts'
import type { Period } from '../../domain/metrics/figures.ts'
import { builder } from '../schema/builder.ts'
import { profileOf, ProfileRightType, RightProfileType, rightsOf } from './right-profile.ts'
import { needs } from './rights.ts'
import { holderFields } from './token-type.ts'

const SeenPeriodType = builder.objectRef<Period>('SeenPeriod').implement({
  description: 'The calls that a teacher sees: from <= t < to.',
  fields: t => ({
    from: t.expose('from', { type: 'DateTime', description: 'Calls that began then or later.' }),
    to: t.expose('to', { type: 'DateTime', description: 'Calls that began before.' }),
  }),
})

const ViewerType = builder.objectRef<Identity>('Viewer').implement({
  description: 'Who asks: the token of this request, or the person who has signed in.',
  fields: t => ({
    tokenId: t.exposeString('tokenId', { description: 'Id of the token; of a person `site/user`.' }),
    ...holderFields(t),
    login: t.string({
      nullable: true,
      description: 'What the person has signed in with. Null: it is a token.',
      resolve: ({ person }) => person?.login ?? null,
    }),
    name: t.string({
      nullable: true,
      description: 'First and last name of the person. Null: it is a token.',
      resolve: ({ person }) => person?.name ?? null,
    }),
    site: t.string({
      nullable: true,
      description: 'Short name of the site of whose configuration the person is a user. Null: it is a token.',
      resolve: ({ person }) => person?.site ?? null,
    }),
    profile: t.field({
      type: RightProfileType,
      nullable: true,
      description: 'The profile; of a token that of its role. Null: no profile is like the role.',
      resolve: identity => profileOf(identity),
    }),
    rights: t.field({
      type: [ProfileRightType],
      description: 'What it lets do besides.',
      resolve: identity => rightsOf(identity),
    }),
    incalls: t.stringList({
      description: 'Numbers at which calls from outside are seen: `site/number@context`.',
      resolve: ({ scope }) => scope.incalls ?? [],
    }),
    period: t.field({
      type: SeenPeriodType,
      nullable: true,
      description: 'Of a teacher: the calls of no other time are seen. Null: there is no such limit.',
      resolve: ({ scope }) => scope.period ?? null,
    }),
  }),
})

builder.queryField('viewer', t =>
  t.field({
    type: ViewerType,
    description: 'Who asks, and what he may do and see.',
    extensions: needs('token'),
    resolve: (_, __, { identity }) => identity,
  }),
)
