/**
 * Events that are dropped unless a configuration says otherwise. They make up four fifths of what a busy PBX says, and
 * what they tell is in CEL, in CDR, or nobody's business here.
 */
export const amiNoise = [
  'VarSet', // every variable of every channel; passwords of dialplans among them
  'Newexten', // every step of the dialplan
  'CEL', // CEL is read as CEL
  'Cdr',
  'RTCP*',
  'DTMF*', // what people typed: card numbers and secrets
  'AGIExec*',
  'AsyncAGI*',
  'HangupHandler*',
  'ConfbridgeTalking',
  'MeetmeTalking*',
  'ChannelTalking*',
  'BridgeVideoSourceUpdate',
  'BridgeTechnologyChanged',
  'LogChannel',
  'TestEvent',
  'FAXStatus',
  'AOC-*',
  'AuthDetail', // logins of registrations, with their passwords
  // Of class security: challenges and hashes of whoever logs in.
  'ChallengeSent',
  'ChallengeResponseFailed',
  'SuccessfulAuth',
  'Invalid*',
  'FailedACL',
  'AuthMethodNotAllowed',
  'RequestBadFormat',
  'RequestNotAllowed',
  'RequestNotSupported',
  'SessionLimit',
  'MemoryLimit',
  'LoadAverageLimit',
  'UnexpectedAddress',
] as const

/** A name, or its beginning followed by *. */
const pattern = /^[A-Za-z][\w-]*\*?$/

export const isEventPattern = (text: string): boolean => text.length <= 80 && pattern.test(text)

/** @returns whether an event of the name is on the list; capitals do not matter */
export function amiFilter(list: readonly string[]): (event: string) => boolean {
  const whole = new Set(list.filter(each => !each.endsWith('*')).map(each => each.toLowerCase()))
  const beginnings = list.filter(each => each.endsWith('*')).map(each => each.slice(0, -1).toLowerCase())
  const answers = new Map<string, boolean>()
  return event => {
    const known = answers.get(event)
    if (known !== undefined) return known
    const name = event.toLowerCase()
    const answer = whole.has(name) || beginnings.some(beginning => name.startsWith(beginning))
    // The names of a PBX are few; those of somebody's UserEvents are none of them.
    if (answers.size < 1_000) answers.set(event, answer)
    return answer
  }
}
