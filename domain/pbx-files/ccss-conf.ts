import { objectOf } from '../configuration/configuration.ts'
import { singleKey } from '../configuration/kind.ts'
import { callCompletion } from '../routing/call-completion.ts'
import { confFile, section } from './conf-file.ts'
import type { FileRenderer } from './rendered-file.ts'

/** pbx-configuration §8.7. The timers are set for each call by the dialplan; Asterisk reads this file at its start only (main/ccss.c). */
export const ccssConf: FileRenderer = {
  path: 'ccss.conf',
  reads: [callCompletion.name],
  reload: { restart: true },
  render: ({ configuration }) => {
    const asked = objectOf(configuration, callCompletion, singleKey)?.value
    return asked?.enabled ? confFile([section('general', [['cc_max_requests', asked.maxRequests]])]) : undefined
  },
}
