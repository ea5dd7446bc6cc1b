import { memberNameOf } from '../agents/actions/agents-on-pbx.ts'
import { agents } from '../agents/configured-agents.ts'
import { objectsOf, type Configuration } from '../configuration/configuration.ts'

/** Member names of whoever is in the groups as a configuration stands. */
export const agentsIn = (groups: readonly string[], configuration: Configuration): readonly string[] =>
  objectsOf(configuration, agents)
    .filter(({ value }) => groups.includes(value.group))
    .map(({ key }) => memberNameOf(key))
