import { agents, type ConfiguredAgent } from '../agents/configured-agents.ts'
import { objectsOf } from '../configuration/configuration.ts'
import { skillRuleSets } from '../queues/skill-rule-sets.ts'
import { confFile, section, type Setting } from './conf-file.ts'
import type { FileRenderer } from './rendered-file.ts'

/** pbx-configuration §7.8: what a patched Asterisk reads of the agents' skills. Stock Asterisk has no such file. */
export const queueskillsConf: FileRenderer = {
  path: 'queueskills.conf',
  reads: [agents.name],
  reload: { module: 'app_queue.so' },
  render: ({ configuration, server }) =>
    server.patched
      ? confFile(objectsOf(configuration, agents).map(({ value }) => section(`agent-${value.number}`, weights(value))))
      : undefined,
}

/** Every agent has some skills by himself: that of all agents, and his own. */
const weights = ({ number, skills }: ConfiguredAgent): readonly Setting[] => [
  ['genagent', 100],
  [`agent_${number}`, 100],
  [`agent_no_${number}`, 100],
  ...[...skills].sort(bySkill).map(({ skill, weight }): Setting => [skill, weight]),
]

const bySkill = (a: { readonly skill: string }, b: { readonly skill: string }) => (a.skill < b.skill ? -1 : 1)

/** The rules by which calls look for skills, as they were written. */
export const queueskillrulesConf: FileRenderer = {
  path: 'queueskillrules.conf',
  reads: [skillRuleSets.name],
  reload: { module: 'app_queue.so' },
  render: ({ configuration, server }) =>
    server.patched
      ? confFile(
          objectsOf(configuration, skillRuleSets).map(({ value }) => section(value.name, [['rule', value.rules]])),
        )
      : undefined,
}
