import { isNoName } from '../../domain/phonebook/caller-name.ts'
import { canonicalNumber } from '../../projections/calls/search/numbers.ts'
import type { CallRow } from '../../projections/calls/types.ts'
import type { NameAsked } from '../../projections/directory/names.ts'
import { batched } from '../schema/batched.ts'
import type { ApiContext } from '../context.ts'
import type { Reports } from '../ports/reports.ts'

interface Caller {
  readonly site: string
  readonly number: string
  readonly at: number
}

/** Asked once for all rows of an answer. */
const knownAs = batched<Caller, string | undefined>(
  asked => JSON.stringify(Object.values(asked)),
  ({ reports }, all) => reports.names.callers(all.map(nameAsked)),
)

const nameAsked = ({ site, number, at }: Caller): NameAsked => ({
  site,
  name: number,
  from: at,
  to: Number.MAX_SAFE_INTEGER,
})

/**
 * Who is known under a number outside, where a call tells no name with it (pbx-configuration 11.2).
 * @param name what the PBX wrote
 * @returns undefined: the call tells a name, or nobody is known
 */
export async function phonebookName(context: ApiContext, asked: Asked): Promise<string | undefined> {
  const caller = callerOf(asked)
  return caller && knownAs(context, caller)
}

interface Asked {
  readonly site: string
  readonly number: string | null
  readonly name: string | null
  readonly at: number
}

function callerOf({ site, number, name, at }: Asked): Caller | undefined {
  const canonical = canonicalNumber(number)
  return canonical === null || !isNoName(name) ? undefined : { site, number: canonical, at }
}

type Called = Pick<CallRow, 'site' | 'callerNumber' | 'callerName' | 'direction' | 'startedAt'>

/** The caller of a call, who is outside: inside and of calls to the outside he is the user. */
function callerOfCall({ site, callerNumber: number, callerName: name, direction, startedAt: at }: Called) {
  return direction === 'INTERNAL' || direction === 'OUTBOUND' ? undefined : callerOf({ site, number, name, at })
}

/** As phonebookName. */
export async function knownCaller(context: ApiContext, call: Called): Promise<string | undefined> {
  const caller = callerOfCall(call)
  return caller && knownAs(context, caller)
}

/** The same of many calls, in their order, by one question. */
export async function knownCallers({ names }: Pick<Reports, 'names'>, calls: readonly Called[]) {
  const callers = calls.map(callerOfCall)
  const asked = callers.filter(caller => caller !== undefined)
  const known = asked.length === 0 ? [] : await names.callers(asked.map(nameAsked))
  const nameOf = new Map(asked.map((caller, index) => [caller, known[index]]))
  return callers.map(caller => caller && nameOf.get(caller))
}
