import { agents } from '../../agents/configured-agents.ts'
import type { ConfSection, ConfSetting, ParsedConf } from '../../pbx-files/read/parse-conf.ts'
import { proposeDefinition, type Proposal } from './proposal.ts'
import { namesOf } from './names.ts'
import { sectionReader } from './section-reader.ts'

/**
 * agents.conf: since Asterisk 12 an agent is a section named by his number, before it was a line `agent => number,password,name` of the
 * section agents. On which lines he logs in only the dialplan knew: the context is that of the lines.
 */
export function adoptAgents({ sections }: ParsedConf, context: string, proposal: Proposal): ReadonlySet<string> {
  const numbers = new Set<string>()
  const propose = (
    at: Pick<ConfSetting, 'file' | 'line'>,
    number: string,
    password: string | undefined,
    name: string,
  ) => {
    numbers.add(number)
    proposeDefinition(proposal, { ...at, name: number }, agents, { number, ...namesOf(name), context, password })
  }
  for (const section of sections) {
    const { name } = section
    if (name === 'general') sectionReader(section, proposal.problems).finish()
    else if (name === 'agents') oldAgents(section, propose, proposal)
    else {
      const reader = sectionReader(section, proposal.problems)
      propose(section, name, undefined, reader.text('fullname') ?? name)
      reader.finish()
    }
  }
  return numbers
}

type Propose = (at: ConfSetting, number: string, password: string | undefined, name: string) => void

function oldAgents(section: ConfSection, propose: Propose, { problems }: Proposal): void {
  const reader = sectionReader(section, problems)
  reader.known('agent')
  for (const setting of section.settings) {
    if (setting.name.toLowerCase() !== 'agent') continue
    const [number = '', password, name] = setting.value.split(',').map(part => part.trim())
    propose(setting, number, password || undefined, name || number)
  }
  reader.finish()
}
