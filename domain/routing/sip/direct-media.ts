import { compound, singleKey, type ObjectKind, type OtherObjects } from '../../configuration/kind.ts'
import { flag, list, reference, type Fields, type ValuesOf } from '../../configuration/shape.ts'
import type { ConfigurationCommand } from '../../configuration/commands.ts'
import { queues } from '../../queues/configured-queues.ts'
import { users } from '../../users/configured-users.ts'
import { featureCodes } from '../dialplan/feature-codes.ts'
import { groups } from '../groups.ts'
import { incalls } from '../incalls.ts'
import { outcalls } from '../outcalls.ts'
import { trunks } from './trunks.ts'

/** An object whose options keep media on the PBX, and the command by which they go. */
interface Conflict {
  readonly object: string
  readonly fields: readonly string[]
  readonly command: ConfigurationCommand
}

const media = { directMedia: 'nonat', dtmfMode: 'rfc4733' } as const

/** pbx-configuration §4.7: media between phones and a provider, past the PBX. */
export const directMediaCommands = {
  enableDirectMediaProfile: compound({
    description:
      'Lets media flow between the phones and the trunks named, past the PBX, where no address is translated: SIP settings and these trunks get directMedia `nonat` and keys as rfc4733, other SIP trunks `no`. What transfers, hangs up or records by keys, records calls or listens to them keeps media on the PBX: it is named, each object with its fields, and refused; with switchOff it is switched off.',
    repeatable: true,
    fields: {
      trunks: list(reference('Trunks to providers that support it.', 'trunk'), { unique: true, max: 1000 }),
      switchOff: flag('Switches off what is in the way; queues of switchboards keep their options.', false),
    },
    comesTo({ trunks: named, switchOff }, others) {
      const unsuitable = named.flatMap((name, i) => {
        const trunk = others.get(trunks, name)
        if (trunk && 'sip' in trunk.endpoint) return []
        const message = trunk ? `trunk ${name} is custom: it has no media of its own` : `there is no trunk ${name}`
        return [{ field: `trunks[${i}]`, rule: trunk ? 'custom' : 'exists', message }]
      })
      const conflicts = conflictsIn(others)
      const inTheWay = switchOff
        ? []
        : conflicts.map(({ object, fields }) => ({
            field: 'switchOff',
            rule: 'conflict',
            message: `${object} keeps media on the PBX: ${fields.join(', ')}`,
          }))
      if (unsuitable.length + inTheWay.length > 0) return { rejections: [...unsuitable, ...inTheWay] }
      return {
        commands: [
          ...conflicts.map(({ command }) => command),
          { changeSipSettings: media },
          ...others.all(trunks).flatMap(({ key, value: { endpoint } }): readonly ConfigurationCommand[] => {
            if (!('sip' in endpoint)) return []
            const is = named.includes(key) ? media : { directMedia: 'no' }
            return [{ changeTrunk: { name: key, endpoint: { sip: { ...endpoint.sip, ...is } } } }]
          }),
        ],
      }
    },
  }),
}

const keys = ['calleeTransfer', 'callerTransfer', 'calleeRecord', 'callerRecord'] as const

function conflictsIn(others: OtherObjects): readonly Conflict[] {
  const isSwitchboard = (name: string): boolean => /_switchboard(?:_hold.*)?$/.test(name)
  const off = { recording: 'notRecorded' }
  const listening = others.get(featureCodes, singleKey)?.callListening ?? null
  return [
    ...conflictsOf(others, users, 'changeUser', value => ({
      ...ofFlags(value, ['callTransferEnabled', 'dtmfHangupEnabled', 'onlineRecordingEnabled', 'callRecordEnabled']),
    })),
    ...conflictsOf(others, queues, 'changeQueue', value =>
      isSwitchboard(value.name)
        ? {}
        : {
            ...ofFlags(value, [...keys, 'calleeHangup', 'callerHangup']),
            ...(value.recording === 'notRecorded' ? {} : off),
          },
    ),
    ...conflictsOf(others, groups, 'changeGroup', value => ofFlags(value, keys)),
    ...conflictsOf(others, incalls, 'changeIncall', value => (value.recording === 'notRecorded' ? {} : off)),
    ...conflictsOf(others, outcalls, 'changeOutcall', value => (value.recording === 'notRecorded' ? {} : off)),
    ...(listening === null
      ? []
      : [
          {
            object: 'featureCodes',
            fields: ['callListening'],
            command: { changeFeatureCodes: { callListening: null } },
          },
        ]),
  ]
}

/** @param off what is to be said of an object so that it is in nobody's way; nothing: it is not */
function conflictsOf<F extends Fields>(
  others: OtherObjects,
  kind: ObjectKind<F>,
  command: string,
  off: (value: ValuesOf<F>) => Readonly<Record<string, unknown>>,
): readonly Conflict[] {
  return others.all(kind).flatMap(({ key, value }) => {
    const change = off(value)
    if (Object.keys(change).length === 0) return []
    const named = Object.fromEntries(
      kind.key.map(field => [field, (value as Readonly<Record<string, unknown>>)[field]]),
    )
    return [
      { object: `${kind.name} ${key}`, fields: Object.keys(change), command: { [command]: { ...named, ...change } } },
    ]
  })
}

const ofFlags = <V extends Readonly<Record<string, unknown>>>(value: V, names: readonly (string & keyof V)[]) =>
  Object.fromEntries(names.flatMap(name => (value[name] === true ? [[name, false] as const] : [])))
