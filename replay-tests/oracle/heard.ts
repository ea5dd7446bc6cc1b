import { second } from './rows.ts'

/** An event of the manager interface about a ring, as it stands in the recording. */
interface Said {
  readonly at: number
  readonly event: string
  readonly caller: string
  readonly phone: string
  readonly queue: string
  readonly member: string
  /** The phone has forwarded the call: another one rings for the member. */
  readonly isForward: boolean
}

/** A ring of which the manager tells beginning and end. */
export interface HeardRing {
  readonly member: string
  /** uniqueid of the caller and queue. */
  readonly call: string
  readonly from: number
  readonly to: number
  /** When it was said how it ended: behind an announcement, if there is one. */
  readonly told: number
  readonly isAnswered: boolean
  /** When the conversation that followed was over. */
  readonly completed: number | undefined
}

/** An event as a JSON object a line. Times have six digits behind the point. */
function saidIn(recording: string): Said[] {
  return recording
    .split('\n')
    .filter(line => line !== '')
    .map(line => JSON.parse(line) as Readonly<Record<string, string>>)
    .map(fields => {
      const [whole = '', micros = ''] = (fields['Timestamp'] ?? '').split('.')
      return {
        at: Number(whole) * second + Number(micros),
        event: fields['Event'] ?? '',
        caller: fields['Uniqueid'] ?? '',
        phone: fields['DestUniqueid'] ?? '',
        queue: fields['Queue'] ?? '',
        member: fields['MemberName'] ?? '',
        isForward: (fields['Forward'] ?? '') !== '',
      }
    })
}

/** From AgentCalled until the phone is dialled no more, or the member answers or lets it ring, whichever is first. */
export function heardRings(recording: string): HeardRing[] {
  const said = saidIn(recording)
  return said.flatMap((begin, index) => {
    if (begin.event !== 'AgentCalled') return []
    const isSame = (one: Said) =>
      one.caller === begin.caller && one.queue === begin.queue && one.member === begin.member
    const behind = said.slice(index + 1)
    const again = behind.findIndex(one => one.event === 'AgentCalled' && isSame(one))
    const until = again < 0 ? behind : behind.slice(0, again)
    const word = until.find(one => ['AgentConnect', 'AgentRingNoAnswer'].includes(one.event) && isSame(one))
    const end = behind.find(one => one.event === 'DialEnd' && one.phone === begin.phone && !one.isForward)
    if (!word && !end) return []
    return [
      {
        member: begin.member,
        call: `${begin.caller} ${begin.queue}`,
        from: begin.at,
        to: Math.min(word?.at ?? Infinity, end?.at ?? Infinity),
        told: Math.max(word?.at ?? 0, end && (!word || end.at < word.at) ? end.at : 0),
        isAnswered: word?.event === 'AgentConnect',
        completed: until.find(one => one.event === 'AgentComplete' && isSame(one))?.at,
      },
    ]
  })
}
