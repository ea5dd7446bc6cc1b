import { allAccessNames } from '../../domain/access/operations.ts'
import { rolesFor } from '../../domain/access/rights.ts'
import { builder } from '../schema/builder.ts'
import { needs } from '../rights/rights.ts'
import { RoleType } from '../rights/token-type.ts'

const AccessNameType = builder.objectRef<(typeof allAccessNames)[number]>('AccessName').implement({
  description:
    'Something that access lists can open (issueToken, serviceAccess), by name. A pattern of a list is such a name, where a word may be `*` (exactly one word) or `#` (one or more).',
  fields: t => ({
    name: t.exposeString('name', { description: 'Words joined by dots, e.g. `calls.history.read`.' }),
    opens: t.stringList({
      description:
        'What it is needed for: fields of Query, Mutation and Subscription, fields within them (`sites.nodes.sources`), files (`calls.csv`) and paths (`/facts`).',
      resolve: ({ operations }) => [...operations],
    }),
    roles: t.field({
      type: [RoleType],
      description: 'Roles that may do it at all: a list narrows a role, it adds nothing.',
      resolve: ({ action }) => [...rolesFor(action)],
    }),
    granted: t.boolean({
      description: 'Whether the token of this request may do it, at least for some of what it is for.',
      resolve: ({ name, action }, _, { may }) => may.opens(action, name),
    }),
  }),
})

builder.queryField('accessNames', t =>
  t.field({
    type: [AccessNameType],
    description: 'Every name that access lists can open, in their order.',
    extensions: { ...needs('token'), rows: allAccessNames.length },
    resolve: () => allAccessNames.filter(({ operations }) => operations.length > 0),
  }),
)
