import { host } from '../configuration/formats.ts'
import { objectKind, type ObjectOf, type OtherObjects } from '../configuration/kind.ts'
import { group, integer, list, optional, reference, text } from '../configuration/shape.ts'
import { holderBeside } from '../configuration/unique.ts'
import type { Rejection } from '../kernel/decider.ts'
import { isCustom, lines } from './lines.ts'

/** pbx-configuration §5.9: the inventory of telephones. Their files are made by a provisioning server, not here. */
export const devices = objectKind({
  name: 'device',
  description: 'A telephone, and the lines that are on it.',
  key: ['mac'],
  fields: {
    mac: text('Hardware address, e.g. 00:15:65:12:34:56.', {
      max: 17,
      format: {
        rule: 'mac',
        pattern: /^[0-9a-f]{2}(?::[0-9a-f]{2}){5}$/,
        means: 'six pairs of digits and lower-case letters a to f, with : between them',
      },
    }),
    vendor: optional(text('Vendor.', { max: 64 })),
    model: optional(text('Model.', { max: 64 })),
    version: optional(text('Version of its firmware.', { max: 64 })),
    plugin: optional(text('Plugin of the provisioning server that makes its files.', { max: 128 })),
    address: optional(text('Where it was last seen in the network.', { max: 64, format: host })),
    lines: list(
      group('A line on a telephone.', 'DeviceLine', {
        position: integer('Place of the line on the telephone, from 1.', [1, 100]),
        line: reference('The line; it is on one telephone only, and has a number (§5.2).', 'line'),
      }),
      { max: 100 },
    ),
    description: optional(text('For people.', { max: 1000 })),
  },
  items: { lines: { noun: 'Line', key: ['position'] } },
  check: (device, others: OtherObjects): readonly Rejection[] =>
    device.lines.flatMap(({ line }, i) => lineProblems(device, line, `lines[${i}].line`, others)),
})

type Device = ObjectOf<typeof devices>

const linesOf = (device: { readonly lines: readonly { readonly line: string }[] }): readonly string[] =>
  device.lines.map(({ line }) => line)

function lineProblems(
  { mac, lines: held }: Device,
  key: string,
  field: string,
  others: OtherObjects,
): readonly Rejection[] {
  const line = others.get(lines, key)
  if (!line) return []
  const elsewhere = holderBeside({ kind: devices, key: mac, index: linesOf, value: key }, others)
  const twice = linesOf({ lines: held }).filter(one => one === key).length > 1
  return [
    ...(isCustom(line)
      ? [{ field, rule: 'custom', message: `line ${key} is custom: no telephone registers for it` }]
      : []),
    ...(line.number === null
      ? [{ field, rule: 'number', message: `line ${key} has no number; a line on a telephone needs one` }]
      : []),
    ...(twice || elsewhere !== undefined
      ? [{ field, rule: 'taken', message: `line ${key} is on telephone ${elsewhere ?? mac} already` }]
      : []),
  ]
}
