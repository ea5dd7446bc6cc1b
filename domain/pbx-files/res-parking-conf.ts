import { objectsOf } from '../configuration/configuration.ts'
import { parkingLots, type ParkingLot } from '../routing/parking-lots.ts'
import { confFile, section, type Setting } from './conf-file.ts'
import type { FileRenderer } from './rendered-file.ts'

/** pbx-configuration §8.6. */
export const resParkingConf: FileRenderer = {
  path: 'res_parking.conf',
  reads: [parkingLots.name],
  reload: { module: 'res_parking.so' },
  render: ({ configuration }) => {
    const lots = objectsOf(configuration, parkingLots).filter(({ value }) => value.enabled)
    return confFile([
      section('general', [['parkeddynamic', lots.some(({ value }) => value.dynamic)]]),
      ...lots.map(({ value }) => section(value.name, lotSettings(value))),
    ])
  },
}

const lotSettings = (lot: ParkingLot): readonly Setting[] => [
  ['parkext', lot.number],
  ['parkext_exclusive', lot.name !== 'default'],
  ['parkpos', `${lot.firstPosition}-${lot.lastPosition}`],
  ['context', lot.context],
  ['parkingtime', lot.waitSeconds],
  ['findslot', lot.findSlot],
  ['parkinghints', lot.hints],
  ['comebacktoorigin', lot.callsBack],
  ['comebackcontext', lot.callsBack ? null : 'parkedcallstimeout'],
  ['courtesytone', lot.courtesyTone],
  ['parkedplay', side[lot.courtesyToneTo]],
  ['parkedcalltransfers', side[lot.transfer]],
  ['parkedcallreparking', side[lot.repark]],
  ['parkedcallhangup', side[lot.hangup]],
  ['parkedcallrecording', side[lot.record]],
  ['parkedmusicclass', lot.musicOnHold],
]

/** Who parked is the caller in the words of the form: none is `no`. */
const side = { none: 'no', caller: 'caller', callee: 'callee', both: 'both' } as const
