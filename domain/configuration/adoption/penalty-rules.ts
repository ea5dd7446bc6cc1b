import type { ParsedConf } from '../../pbx-files/read/parse-conf.ts'
import { penaltyRules } from '../../queues/penalty-rules.ts'
import { proposeDefinition, type Proposal } from './proposal.ts'
import { sectionReader } from './section-reader.ts'

/** queuerules.conf: `penaltychange => seconds[,maximum[,minimum[,raised]]]` (insert_penaltychange of app_queue.c). */
export function adoptPenaltyRules({ sections }: ParsedConf, proposal: Proposal): void {
  for (const section of sections) {
    const reader = sectionReader(section, proposal.problems)
    if (section.name === 'general') {
      if (reader.flag('realtime_rules')) reader.wrong('realtime_rules', 'rules in a database are not read')
      reader.finish()
      continue
    }
    reader.known('penaltychange')
    const steps = section.settings.flatMap(setting => {
      if (setting.name.toLowerCase() !== 'penaltychange') return []
      const [seconds = '', maximum = '', minimum = '', raised = ''] = setting.value.split(',').map(part => part.trim())
      if (raised !== '') reader.wrong(setting, 'penalties that are raised to a limit have no place here')
      if (/^[0-9]{1,5}$/.test(seconds))
        return [{ seconds: Number(seconds), maximum: maximum || null, minimum: minimum || null }]
      reader.wrong(setting, `${seconds} is no number of seconds`)
      return []
    })
    reader.finish()
    proposeDefinition(proposal, section, penaltyRules, { name: section.name, steps })
  }
}
