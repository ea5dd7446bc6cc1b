import { celEventName, isKnownCelEvent } from './cel-events.ts'
import { excerpt, rowFlags, storable, type Decoded } from './decoded.ts'
import type { CelFact } from './facts.ts'
import { moveOn, readTime, type SourceClock } from './source-time.ts'

/**
 * A column of CEL by its cel_pgsql name, `eventenum` (the type without the names of user events) or nothing that is
 * kept.
 */
type Column = Exclude<keyof CelFact, 'raw' | 'flags'> | 'eventtime' | 'eventenum'

/** Names of cel_pgsql, of cel_custom's fields and of its sample file, by what they hold. */
const columnOf: Readonly<Record<string, Column>> = {
  eventtype: 'eventtype',
  eventenum: 'eventenum',
  eventtime: 'eventtime',
  userdeftype: 'userdeftype',
  usereventname: 'userdeftype',
  cid_name: 'cid_name',
  cidname: 'cid_name',
  name: 'cid_name',
  cid_num: 'cid_num',
  cidnum: 'cid_num',
  num: 'cid_num',
  cid_ani: 'cid_ani',
  cidani: 'cid_ani',
  ani: 'cid_ani',
  cid_rdnis: 'cid_rdnis',
  cidrdnis: 'cid_rdnis',
  rdnis: 'cid_rdnis',
  cid_dnid: 'cid_dnid',
  ciddnid: 'cid_dnid',
  dnid: 'cid_dnid',
  exten: 'exten',
  context: 'context',
  channame: 'channame',
  appname: 'appname',
  appdata: 'appdata',
  amaflags: 'amaflags',
  accountcode: 'accountcode',
  acctcode: 'accountcode',
  peeraccount: 'peeraccount',
  peeracct: 'peeraccount',
  uniqueid: 'uniqueid',
  linkedid: 'linkedid',
  userfield: 'userfield',
  peer: 'peer',
  bridgepeer: 'peer',
  extra: 'extra',
  eventextra: 'extra',
}

const known = (name: string): Column | undefined => columnOf[name.trim().toLowerCase()]

/** Whether the names are those of CEL: a time, a type and a uniqueid are among them. */
export function isCelHeader(columns: readonly string[]): boolean {
  const held = columns.map(known)
  return (
    held.includes('eventtime') &&
    (held.includes('eventtype') || held.includes('eventenum')) &&
    held.includes('uniqueid')
  )
}

/**
 * Reads rows whose fields are in the order of the columns; names that CEL does not have (literals, `id`) are passed
 * over.
 */
type CelRowDecoder = (fields: readonly string[], raw: string, clock: SourceClock) => Decoded<CelFact>

export function celRowDecoder(columns: readonly string[]): CelRowDecoder {
  const held = columns.map(known)
  const places = Object.fromEntries(allColumns.map(column => [column, held.indexOf(column)])) as Places
  return (fields, raw, clock) => {
    if (fields.length !== columns.length)
      return { reason: `${fields.length} fields where ${columns.length} are named (${excerpt(columns.join(','))})` }
    return celFact(fields, places, raw, clock)
  }
}

const allColumns = [...new Set(Object.values(columnOf))]

/** Where the field of a column stands; -1: the source has none. */
type Places = Readonly<Record<Column, number>>

/** Of fields that stand in the order of `allColumns`. */
const placesOfAll = Object.fromEntries(allColumns.map((column, place) => [column, place])) as Places

/** `\N` is NULL in PostgreSQL's text format. */
function cell(fields: readonly string[], place: number): string {
  const field = place < 0 ? undefined : fields[place]
  return field === undefined || field === '\\N' ? '' : field
}

/** One line of cel_custom with format = json: an object with the field names of its mapping, in any case. */
export function decodeCelJson(line: string, clock: SourceClock): Decoded<CelFact> {
  let parsed: unknown
  try {
    parsed = JSON.parse(line)
  } catch {
    return { reason: 'the line is not a complete JSON object' }
  }
  if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed))
    return { reason: 'the line is no JSON object' }
  const fields = allColumns.map(() => '')
  for (const [name, value] of Object.entries(parsed)) {
    const column = known(name)
    if (column)
      fields[placesOfAll[column]] = storable(
        typeof value === 'string' ? value : value === null ? '' : JSON.stringify(value),
      )
  }
  return celFact(fields, placesOfAll, line, clock)
}

/** Property by property, and nothing spread: an import does this for every row. */
function celFact(fields: readonly string[], places: Places, raw: string, clock: SourceClock): Decoded<CelFact> {
  const eventtime = cell(fields, places.eventtime)
  const eventenum = cell(fields, places.eventenum)
  const userdeftype = cell(fields, places.userdeftype)
  const uniqueid = cell(fields, places.uniqueid)
  const eventtype = celEventName(cell(fields, places.eventtype) || eventenum)
  if (eventtype === '') return { reason: 'the field eventtype is empty or missing' }
  const reading = readTime(clock, eventtime, uniqueid)
  if (!reading)
    return { reason: `eventtime "${excerpt(eventtime)}" is no time (2026-11-21 03:51:16.682684, or epoch seconds)` }
  const isKnown = isKnownCelEvent(eventtype) || userdeftype === eventtype || eventenum === 'USER_DEFINED'
  const { at, offset } = reading
  const fact: CelFact = {
    raw,
    eventtype,
    userdeftype,
    cid_name: cell(fields, places.cid_name),
    cid_num: cell(fields, places.cid_num),
    cid_ani: cell(fields, places.cid_ani),
    cid_rdnis: cell(fields, places.cid_rdnis),
    cid_dnid: cell(fields, places.cid_dnid),
    exten: cell(fields, places.exten),
    context: cell(fields, places.context),
    channame: cell(fields, places.channame),
    appname: cell(fields, places.appname),
    appdata: cell(fields, places.appdata),
    amaflags: cell(fields, places.amaflags),
    accountcode: cell(fields, places.accountcode),
    peeraccount: cell(fields, places.peeraccount),
    uniqueid,
    linkedid: cell(fields, places.linkedid),
    userfield: cell(fields, places.userfield),
    peer: cell(fields, places.peer),
    extra: cell(fields, places.extra),
  }
  const { flags } = rowFlags(reading.flags, isKnown, moveOn(clock, at))
  return { at, offset, fact: flags ? { ...fact, flags } : fact }
}

const legacyColumns =
  'eventtype,eventtime,name,num,ani,rdnis,dnid,exten,context,channame,appname,appdata,amaflags,accountcode,uniqueid,' +
  'linkedid,peer,userfield,userdeftype,eventextra'

const advancedColumns =
  'eventtype,eventenum,literal,eventtime,usereventname,cidname,cidnum,exten,context,channame,appname,appdata,amaflags,' +
  'acctcode,uniqueid,userfield,cidani,cidrdnis,ciddnid,peer,linkedid,peeracct,extra,tenantid'

/**
 * The orders of columns that Asterisk's own cel_custom.conf.sample writes without a header: the legacy mapping, the same with
 * the literal that some releases had in it, and the advanced mapping (20.19, 22.9, 23.3).
 */
export const sampleCelColumns: readonly (readonly string[])[] = [
  legacyColumns,
  legacyColumns.replace(',', ',literal,'),
  advancedColumns,
].map(order => order.split(','))
