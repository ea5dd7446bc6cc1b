import type {
  AgentName,
  LineAsked,
  LineHolder,
  NameAsked,
  NamesAsOf,
  QueueName,
} from '../../projections/directory/names.ts'
import { batched } from '../schema/batched.ts'
import { described } from '../schema/enums.ts'
import type { NameReports } from '../ports/name-reports.ts'

const NamesAsOfType = described('NamesAsOf', 'Which names and groups are shown beside figures.', {
  EVENT:
    'Those that were configured then: at the start of the interval, or the first within it. What was renamed since keeps its old name.',
  TODAY:
    'Those that the same queue or person has now, or had last. Who has a number after another one is another person.',
})

/** The argument of everything that shows figures with names. */
export const namesArg = {
  type: NamesAsOfType,
  description: 'As of when queues, agents and groups are named; EVENT, as they were called then, when left out.',
} as const

type AsOf<A> = A & { readonly asOf: NamesAsOf }

type Ask<A, R> = (names: NameReports, asked: readonly A[], asOf: NamesAsOf) => Promise<readonly (R | undefined)[]>

const bothKinds: readonly NamesAsOf[] = ['EVENT', 'TODAY']

/** Asked once for all rows of an answer. */
const named = <A extends NameAsked, R>(ask: Ask<A, R>) =>
  batched<AsOf<A>, R | undefined>(
    asked => JSON.stringify(Object.values(asked)),
    async ({ reports }, all) => {
      const answers = new Map<AsOf<A>, R | undefined>()
      for (const asOf of bothKinds) {
        const asked = all.filter(one => one.asOf === asOf)
        const found = asked.length > 0 ? await ask(reports.names, asked, asOf) : []
        asked.forEach((one, index) => answers.set(one, found[index]))
      }
      return all.map(one => answers.get(one))
    },
  )

export const queueNameOf = named<NameAsked, QueueName>((names, asked, asOf) => names.queues(asked, asOf))
export const agentNameOf = named<NameAsked, AgentName>((names, asked, asOf) => names.agents(asked, asOf))
export const groupNameOf = named<NameAsked, string>((names, asked, asOf) => names.groups(asked, asOf))
export const pauseLabelOf = named<NameAsked, string>((names, asked, asOf) => names.pauseReasons(asked, asOf))
export const lineHolderOf = named<LineAsked, LineHolder>((names, asked, asOf) => names.lines(asked, asOf))

/** The name of what a row is about, at an instant. */
export const namedAt = (site: string, name: string, at: number): AsOf<NameAsked> => ({
  site,
  name,
  from: at,
  to: at + 1,
  asOf: 'EVENT',
})
