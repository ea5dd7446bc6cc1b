import { microsOfIso, microsOfSeconds, type Micros } from '../../kernel/time.ts'
import type { CelRow } from '../rows/rows.ts'

/** Columns of a pasted table by the columns of CEL that they stand for. */
const columnOf = {
  event: 'eventtype',
  id: 'uniqueid',
  linked: 'linkedid',
  channel: 'channame',
  number: 'cid_num',
  name: 'cid_name',
  exten: 'exten',
  context: 'context',
  app: 'appname',
  data: 'appdata',
  account: 'accountcode',
  peer: 'peer',
  user: 'userdeftype',
  extra: 'extra',
} as const satisfies Record<string, keyof CelRow>

const isColumn = (name: string): name is keyof typeof columnOf => Object.hasOwn(columnOf, name)

/** What every row of a channel repeats, and a table states once. */
const repeated = ['channame', 'linkedid', 'cid_num', 'cid_name', 'accountcode'] as const

/**
 * CEL pasted into a test, under a header of the columns that matter:
 *
 *     time | event        | id    | linked | channel           | exten | extra
 *     0    | CHAN_START   | 100.1 |        | PJSIP/trunk-in-01 | 3001  |
 *     2    | BRIDGE_ENTER | 100.1 |        |                   |       | B1
 *
 * `time` is seconds, or `2012-07-03 15:27:23.896208` in UTC. What a channel's first row says of its name, number and linkedid is
 * repeated on its others; a linkedid that is never told is the channel's own id. `extra` is JSON, `key=value` pairs (cause, source and
 * status stand for HANGUP's keys), or the id of a bridge and its technology. A row's place in the table is its position, from 1.
 */
export function celRowsFrom(table: string): CelRow[] {
  const [header = '', ...lines] = table.split('\n').filter(line => line.trim() !== '')
  const names = cellsOf(header)
  const channels = new Map<string, Record<(typeof repeated)[number], string>>()
  return lines.map((line, index) => {
    const row: Record<string, string> = {}
    cellsOf(line).forEach((cell, place) => {
      const name = names[place] ?? ''
      if (isColumn(name)) row[columnOf[name]] = cell
    })
    const id = row['uniqueid'] ?? ''
    const channel = channels.get(id) ?? { channame: '', linkedid: id, cid_num: '', cid_name: '', accountcode: '' }
    channels.set(id, channel)
    for (const column of repeated) channel[column] = row[column] || channel[column]
    const event = row['eventtype'] ?? ''
    const userdeftype = row['userdeftype'] ?? (isUserEvent(event) ? event : '')
    return {
      ...empty,
      ...row,
      ...channel,
      userdeftype,
      extra: extraOf(event, row['extra'] ?? ''),
      at: instantOf(line),
      position: index + 1,
    }
  })
}

const empty = {
  eventtype: '',
  cid_dnid: '',
  exten: '',
  context: '',
  appname: '',
  appdata: '',
  uniqueid: '',
  peer: '',
}

const cellsOf = (line: string): string[] => line.split('|').map(cell => cell.trim())

const isUserEvent = (event: string): boolean => /^(?:XIVO|WAZO)_|^ATTACHED_DATA$/.test(event)

function instantOf(line: string): Micros {
  const [time = ''] = cellsOf(line)
  if (/^-?\d+(?:\.\d+)?$/.test(time)) return microsOfSeconds(Number(time))
  const at = microsOfIso(`${time.replace(' ', 'T')}Z`)
  if (at === undefined) throw new Error(`the table's time ${JSON.stringify(time)} is neither seconds nor an instant`)
  return at
}

const longKeys: Readonly<Record<string, string>> = {
  cause: 'hangupcause',
  source: 'hangupsource',
  status: 'dialstatus',
}

function extraOf(event: string, short: string): string {
  if (short === '' || short.startsWith('{')) return short
  if (isUserEvent(event)) return JSON.stringify({ extra: short })
  const [first = '', technology = 'simple_bridge'] = short.split(' ')
  if (!first.includes('=')) return JSON.stringify({ bridge_id: first, bridge_technology: technology })
  const pairs = short.split(' ').map(pair => {
    const [key = '', value = ''] = pair.split('=')
    return [longKeys[key] ?? key, key === 'cause' ? Number(value) : value] as const
  })
  return JSON.stringify(
    event === 'HANGUP'
      ? { hangupcause: 0, hangupsource: '', dialstatus: '', ...Object.fromEntries(pairs) }
      : Object.fromEntries(pairs),
  )
}
