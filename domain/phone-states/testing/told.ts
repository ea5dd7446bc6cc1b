import type { NewEvent } from '../../kernel/event.ts'
import type { Json } from '../../kernel/json.ts'
import { isoOf, type Micros } from '../../kernel/time.ts'
import { amiEventRecorded, celRowRecorded } from '../../pbx/facts.ts'

export interface Dialled {
  readonly user: string
  readonly function: string
  readonly status?: '0' | '1'
  readonly value?: string
  /** On the clock of the PBX. */
  readonly at: Micros
  readonly uniqueid?: string
  readonly line?: string
}

const origin = ({ at }: Dialled) => ({ site: 'paris', node: 'main', occurredAt: at + 40 })

/** The row of CEL by which the dialplan tells it. */
export function toldByCel(dialled: Dialled): NewEvent {
  const { user, function: name, status = '1', value = status, at, uniqueid = '1.1', line = 'abc' } = dialled
  const text = `user=${user},function=${name},status=${status},value=${value},at=${isoOf(at)}`
  const data: Json = {
    raw: '',
    eventtype: 'USER_DEFINED',
    userdeftype: 'FEATURE_SWITCHED',
    channame: `PJSIP/${line}-0000007a`,
    appname: 'CELGenUserEvent',
    appdata: `FEATURE_SWITCHED,${text}`,
    uniqueid,
    linkedid: uniqueid,
    extra: JSON.stringify({ extra: text }),
  }
  return { ...origin(dialled), type: celRowRecorded, data }
}

/** The event of the manager interface by which it tells the same. */
export function toldByManager(dialled: Dialled): NewEvent {
  const { user, function: name, status = '1', value = status, at, uniqueid = '1.1', line = 'abc' } = dialled
  const channel = `PJSIP/${line}-0000007a`
  const fields = {
    Channel: channel,
    Uniqueid: uniqueid,
    UserEvent: 'Feature',
    UNIQUEID: uniqueid,
    CHANNEL: channel,
    User: user,
    Function: name,
    Status: status,
    Value: value,
    At: isoOf(at),
  }
  return { ...origin(dialled), type: amiEventRecorded, data: { raw: '', event: 'UserEvent', fields } }
}
