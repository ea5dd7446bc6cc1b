import { withOpened } from '../../open.ts'
import { switchDemonstration } from '../../server/demonstrations.ts'
import type { Command } from '../command.ts'
import { troubleOnly } from '../quiet-log.ts'
import { UsageError } from '../usage-error.ts'

/** The simulated call center, live. */
export const demoCommand: Command = {
  name: 'demo',
  summary: 'start or stop the simulated call center (site demo)',
  usage: 'start|stop',
  mostWords: 1,
  options: {},
  async run({ words, terminal, dataDirectory }) {
    const [action] = words
    if (action !== 'start' && action !== 'stop') throw new UsageError('say what to do: start or stop')
    return withOpened({ dataDirectory, log: troubleOnly(terminal) }, async ({ store }) => {
      await switchDemonstration(store, action === 'start' ? 'StartDemo' : 'StopDemo', 'command line')
      terminal.print(
        action === 'start'
          ? 'The demonstration is on: a running server plays it at once.'
          : 'The demonstration is off.',
      )
      terminal.document({ site: 'demo', running: action === 'start' })
      return 0
    })
  },
}
