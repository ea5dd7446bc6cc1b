import { agents } from '../agents/configured-agents.ts'
import { objectsOf } from '../configuration/configuration.ts'
import { skillRuleSets } from '../queues/skill-rule-sets.ts'
import { skillsOf } from '../queues/skills.ts'
import { confFile, section } from './conf-file.ts'
import type { FileRenderer } from './rendered-file.ts'

/** pbx-configuration §7.8: what a patched Asterisk reads of the agents' skills. Stock Asterisk has no such file. */
export const queueskillsConf: FileRenderer = {
  path: 'queueskills.conf',
  reads: [agents.name],
  reload: { module: 'app_queue.so' },
  render: ({ configuration, server }) =>
    server.patched
      ? confFile(
          objectsOf(configuration, agents).map(({ value }) => section(`agent-${value.number}`, [...skillsOf(value)])),
        )
      : undefined,
}

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
