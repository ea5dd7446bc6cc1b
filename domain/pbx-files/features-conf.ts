import { objectOf } from '../configuration/configuration.ts'
import { singleKey } from '../configuration/kind.ts'
import { featureCodes } from '../routing/dialplan/feature-codes.ts'
import { confFile, section } from './conf-file.ts'
import type { FileRenderer } from './rendered-file.ts'

/** pbx-configuration §5.5. A code that is off is written as nothing: left out it would be Asterisk's own. */
export const featuresConf: FileRenderer = {
  path: 'features.conf',
  reads: [featureCodes.name],
  reload: { module: 'features' },
  render: ({ configuration }) => {
    const codes = objectOf(configuration, featureCodes, singleKey)?.value
    if (!codes) return undefined
    return confFile([
      section('general', [
        ['transferdigittimeout', codes.transferKeyTimeoutSeconds],
        ['featuredigittimeout', codes.keyTimeoutMs],
        ['atxfernoanswertimeout', codes.transferAnswerSeconds],
        // The dialplan takes calls that ring elsewhere (§5.5).
        ['pickupexten', ''],
      ]),
      section('featuremap', [
        ['blindxfer', codes.blindTransferKeys ?? ''],
        ['atxfer', codes.attendedTransferKeys ?? ''],
        ['disconnect', codes.hangupKeys ?? ''],
        ['automixmon', codes.recordKeys ?? ''],
      ]),
    ])
  },
}
