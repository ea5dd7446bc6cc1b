import { objectsOf } from '../configuration/configuration.ts'
import { penaltyRules, type PenaltyRule } from '../queues/penalty-rules.ts'
import type { PenaltyWindow, SkillFallback } from '../queues/skill-fallback.ts'
import { fallbackRule, skillFallbackKinds, skillFallbacksOf } from '../queues/skill-fallbacks.ts'
import { confFile, entries, section } from './conf-file.ts'
import type { FileRenderer } from './rendered-file.ts'
import { isMain } from './servers.ts'

/** pbx-configuration §7.7; on a stock Asterisk what skill rule sets become too (§7.8). */
export const queuerulesConf: FileRenderer = {
  path: 'queuerules.conf',
  reads: [...new Set([penaltyRules, ...skillFallbackKinds].map(({ name }) => name))],
  reload: { module: 'app_queue.so' },
  render: ({ configuration, server }) =>
    confFile([
      section('general', [['realtime_rules', false]]),
      ...objectsOf(configuration, penaltyRules).map(({ value }) => ruleSection(value)),
      ...(isMain(server, configuration) ? [...skillFallbacksOf(configuration)].flatMap(fallbackSections) : []),
    ]),
}

/** Also without a change: it stands in the place of the queue's own rule. */
const fallbackSections = ([queue, fallback]: readonly [string, SkillFallback]): readonly string[] =>
  fallback.mapped
    ? fallback.calls.flatMap(({ variants }, call) =>
        variants.map(
          ([, ...later], variant) =>
            section(fallbackRule(queue, call, variant), []) + entries('penaltychange', later.map(windowAt)),
        ),
      )
    : []

const windowAt = ({ fromSeconds, minimum, maximum }: PenaltyWindow): string => `${fromSeconds},${maximum},${minimum}`

const ruleSection = ({ name, steps }: PenaltyRule): string =>
  section(name, []) + entries('penaltychange', inTime(steps).map(changeAt))

const inTime = (steps: PenaltyRule['steps']): PenaltyRule['steps'] => [...steps].sort((a, b) => a.seconds - b.seconds)

/** An empty maximum leaves it as it is (insert_penaltychange in app_queue). */
const changeAt = ({ seconds, maximum, minimum }: PenaltyRule['steps'][number]): string =>
  `${seconds},${maximum ?? ''}${minimum === null ? '' : `,${minimum}`}`
