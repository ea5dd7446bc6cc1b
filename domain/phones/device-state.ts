/** What Asterisk says of a device, by the names of DeviceStateChange, in the order of the numbers in QueueMemberStatus. */
export const deviceStates = [
  'UNKNOWN',
  'NOT_INUSE',
  'INUSE',
  'BUSY',
  'INVALID',
  'UNAVAILABLE',
  'RINGING',
  'RINGINUSE',
  'ONHOLD',
] as const

export type DeviceState = (typeof deviceStates)[number]

const names: ReadonlySet<string> = new Set(deviceStates)

/** @returns UNKNOWN for what no version of Asterisk writes */
export const deviceStateOf = (text: string): DeviceState => (names.has(text) ? (text as DeviceState) : 'UNKNOWN')

/** Of `Status` in the events about members. */
export const deviceStateOfNumber = (status: string): DeviceState => deviceStates[Number(status)] ?? 'UNKNOWN'
