import { objectsOf } from '../configuration/configuration.ts'
import { penaltyRules, type PenaltyRule } from '../queues/penalty-rules.ts'
import { confFile, entries, section } from './conf-file.ts'
import type { FileRenderer } from './rendered-file.ts'

/** pbx-configuration §7.7. */
export const queuerulesConf: FileRenderer = {
  path: 'queuerules.conf',
  reads: [penaltyRules.name],
  reload: { module: 'app_queue.so' },
  render: ({ configuration }) =>
    confFile([
      section('general', [['realtime_rules', false]]),
      ...objectsOf(configuration, penaltyRules).map(({ value }) => ruleSection(value)),
    ]),
}

const ruleSection = ({ name, steps }: PenaltyRule): string =>
  section(name, []) + entries('penaltychange', inTime(steps).map(changeAt))

const inTime = (steps: PenaltyRule['steps']): PenaltyRule['steps'] => [...steps].sort((a, b) => a.seconds - b.seconds)

/** An empty maximum leaves it as it is (insert_penaltychange in app_queue). */
const changeAt = ({ seconds, maximum, minimum }: PenaltyRule['steps'][number]): string =>
  `${seconds},${maximum ?? ''}${minimum === null ? '' : `,${minimum}`}`
