import { objectOf, type Configuration } from '../configuration/configuration.ts'
import { accept, nothingToDo, reject, type Decider, type Decision } from '../kernel/decider.ts'
import type { Micros } from '../kernel/time.ts'
import { queues } from '../queues/configured-queues.ts'
import { qualifications, type Qualification } from './qualifications.ts'

/** What an agent says about a call that he took (contact-center §13). */
export interface AnsweredQualification {
  readonly site: string
  readonly queue: string
  /** uniqueid or linkedid of the call, as the agent's application knows it. */
  readonly callId: string
  /** null: no call of that name is known, or several are. */
  readonly node: string | null
  /** Member name: `Agent/8001`. */
  readonly agent: string
  readonly qualification: string
  readonly subQualification: string
  readonly firstName: string | null
  readonly lastName: string | null
  readonly comment: string | null
  readonly customData: string | null
}

export interface AnswerQualification extends AnsweredQualification {
  readonly type: 'AnswerQualification'
  /** null: now. */
  readonly answeredAt: Micros | null
  readonly now: Micros
}

export interface QualificationAnswered extends AnsweredQualification {
  readonly type: 'QualificationAnswered'
  readonly answeredAt: Micros
  /** What the agent read when he chose: it stays readable whatever becomes of the configuration. */
  readonly qualificationName: string
  readonly subQualificationName: string
}

export const qualificationAnswered = 'QualificationAnswered'

/** One stream a call: everything that was answered about it. */
export const answerStream = ({ site, callId }: Pick<AnsweredQualification, 'site' | 'callId'>): string =>
  `qualification-answers/${site}/${callId}`

/** What agents can be asked about the calls of a queue; undefined: it is not configured. */
type Offer = { readonly queue: string; readonly qualifications: readonly Qualification[] } | undefined

export function offerOf(configuration: Configuration, queue: string): Offer {
  const configured = objectOf(configuration, queues, queue)?.value
  if (!configured) return undefined
  const offered = configured.qualifications.flatMap(name => objectOf(configuration, qualifications, name)?.value ?? [])
  return { queue, qualifications: offered }
}

const longestAnswerName = 128
const longestAnswerText = 2_000

const isCallId = /^[\w.:@+-]{1,80}$/

/**
 * Answers about one call. What can be chosen is a matter of the configuration of the moment; an answer that was given stays, and giving it
 * again changes nothing, even when it could not be given any more.
 * @param isAgent whether anybody is known by that member name
 */
export const answersTo = (
  offer: Offer,
  isAgent: (agent: string) => boolean,
): Decider<AnswerQualification, QualificationAnswered, readonly QualificationAnswered[]> => ({
  initial: [],

  decide(command, given) {
    const answer = tidied(command)
    if (given.some(known => saysTheSame(known, answer))) return nothingToDo
    const fault = faultIn(answer) ?? (isAgent(answer.agent) ? undefined : unknownAgent(answer))
    if (fault) return fault
    const chosen = choiceOf(offer, answer)
    if ('accepted' in chosen) return chosen
    const { now, answeredAt, ...said } = answer
    return accept({ ...said, type: qualificationAnswered, answeredAt: answeredAt ?? now, ...chosen })
  },

  evolve: (given, event) => [...given, event],
})

/** An empty field of a form says nothing. */
export const tidied = (command: AnswerQualification): AnswerQualification => ({
  ...command,
  firstName: command.firstName?.trim() || null,
  lastName: command.lastName?.trim() || null,
  comment: command.comment?.trim() || null,
  customData: command.customData?.trim() || null,
})

const said = ['queue', 'agent', 'qualification', 'subQualification', 'firstName', 'lastName', 'comment', 'customData']

/** Without a time of its own it is what was sent twice: by a click, or by a network that did not answer. */
export function saysTheSame(known: QualificationAnswered, command: AnswerQualification): boolean {
  const { answeredAt } = command
  if (answeredAt !== null && answeredAt !== known.answeredAt) return false
  const fields = said as readonly (keyof AnsweredQualification)[]
  return fields.every(field => known[field] === command[field])
}

function faultIn({ callId, answeredAt, now, ...texts }: AnswerQualification): Decision<never> | undefined {
  if (!isCallId.test(callId))
    return reject('callId', 'text', 'the uniqueid or linkedid of a call, such as 1795233102.41: at most 80 characters')
  if (answeredAt !== null && answeredAt > now)
    return reject('answeredAt', 'future', 'it lies in the future; leave it out for now, or put the clock right')
  for (const [field, longest] of lengths) {
    const text = texts[field]
    if (text !== null && !isText(text, longest))
      return reject(field, 'text', `at most ${longest} characters, none of them a control character`)
  }
  return undefined
}

const lengths = [
  ['firstName', longestAnswerName],
  ['lastName', longestAnswerName],
  ['comment', longestAnswerText],
  ['customData', longestAnswerText],
] as const

/** Whether PostgreSQL and every screen can show it. */
const isText = (text: string, longest: number): boolean =>
  text.length <= longest && !/[\p{Cs}]|(?![\n\r\t])\p{Cc}/u.test(text)

const unknownAgent = ({ agent }: AnswerQualification): Decision<never> =>
  reject(
    'agent',
    'exists',
    `there is no agent ${agent} that you may see; agents are named as queue_log names them, such as Agent/8001`,
  )

type Chosen = Pick<QualificationAnswered, 'qualificationName' | 'subQualificationName'>

/** The sub-qualification must be one of an active qualification of that queue, and active itself. */
function choiceOf(offer: Offer, { queue, qualification, subQualification }: AnswerQualification) {
  if (!offer) return reject('queue', 'exists', `there is no queue ${queue} in the configuration of the site`)
  const subject = offer.qualifications.find(({ name }) => name === qualification)
  if (!subject) {
    const offered = offer.qualifications.filter(({ active }) => active).map(({ name }) => name)
    return reject(
      'qualification',
      'offered',
      `queue ${queue} does not offer "${qualification}". It offers: ${offered.join(', ') || 'none'}`,
    )
  }
  if (!subject.active)
    return reject('qualification', 'active', `"${qualification}" is inactive: it is not to be chosen any more`)
  const sub = subject.subQualifications.find(({ name }) => name === subQualification)
  if (!sub) {
    const finer = subject.subQualifications.filter(({ active }) => active).map(({ name }) => name)
    return reject(
      'subQualification',
      'exists',
      `"${qualification}" has no "${subQualification}". It has: ${finer.join(', ') || 'none'}`,
    )
  }
  if (!sub.active)
    return reject('subQualification', 'active', `"${subQualification}" is inactive: it is not to be chosen any more`)
  return { qualificationName: subject.displayName, subQualificationName: sub.displayName } satisfies Chosen
}
