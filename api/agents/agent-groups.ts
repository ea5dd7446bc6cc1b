import type { AgentGroup } from '../../projections/directory/names.ts'
import { builder } from '../schema/builder.ts'
import { needs } from '../rights/rights.ts'

const AgentGroupEntryType = builder.objectRef<AgentGroup>('AgentGroupMembers').implement({
  description: 'A group of agents as it is configured now.',
  fields: t => ({
    site: t.exposeString('site', { description: 'Short name of the site.' }),
    name: t.exposeString('name', { description: 'Short name: what `groups` of boards and statistics takes.' }),
    displayName: t.exposeString('displayName', { description: 'Name for people.' }),
    agents: t.exposeStringList('agents', { description: 'Member names of those in it whom you may see.' }),
  }),
})

builder.queryField('agentGroups', t =>
  t.field({
    type: [AgentGroupEntryType],
    description: 'The groups of agents that there are now, with those of their agents whom you may see.',
    extensions: { ...needs('readBoards'), cost: 10, rows: 50 },
    resolve: async (_, _args, { may, reports }) => {
      const [visible, groups] = await Promise.all([may.agents(), reports.agentGroups()])
      if (visible === 'all') return [...groups]
      return groups
        .map(group => ({ ...group, agents: group.agents.filter(name => visible.some(isAgent(group.site, name))) }))
        .filter(({ agents }) => agents.length > 0)
    },
  }),
)

const isAgent = (site: string, name: string) => (item: { readonly site: string; readonly name: string }) =>
  item.site === site && item.name === name
