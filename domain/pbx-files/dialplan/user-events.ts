import { code, run, set, type Code, type Step } from './dialplan.ts'

/**
 * An event of the manager interface about the call (pbx-configuration §13.6): with the channel, then what the original tells under its
 * names, where ids are our keys. Fields must be without commas, which would begin another field.
 */
export const userEvent = (name: string, fields: Code): Step =>
  run`UserEvent(${{ code: name }},UNIQUEID: \${UNIQUEID},CHANNEL: \${CHANNEL},${fields})`

/** The name of the caller for a field: whoever calls chooses it. */
export const callerNameKept: Step = set`XIVO_SRCNAME=\${CALLERID(name)}`
export const callerNameField = code`\${REPLACE(XIVO_SRCNAME,\\,, )}`

/** Before a phone is rung; what an originate says of itself goes with it. */
export const localCall: Step = userEvent(
  'LocalCall',
  code`XIVO_ORIGACTIONID: \${XIVO_ORIGACTIONID},XIVO_ORIGAPPLI: \${XIVO_ORIGAPPLI},USER: \${XIVO_DSTID}`,
)
