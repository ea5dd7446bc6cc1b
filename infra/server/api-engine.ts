import type { Engine, ProjectionHealth, ShownIn } from '../../api/ports/engine.ts'
import type { Position } from '../../domain/kernel/event.ts'
import type { Log } from '../../domain/kernel/log.ts'
import { calls } from '../../projections/calls/calls.ts'
import { NotProcessedInTime } from '../../projections/engine/errors.ts'
import type { ProjectionStatus } from '../../projections/engine/status.ts'
import type { Opened } from '../open.ts'
import { projections } from '../projections.ts'

const refreshMs = 1_000

/** What commands show in. The history of calls may be far behind while much is taken in, and shows corrections of calls alone. */
const prompt = projections.filter(({ givesWay }) => !givesWay).map(({ name }) => name)
const tablesOf = { FIGURES: prompt, CALLS: [...prompt, calls.name] } as const satisfies Record<
  ShownIn,
  readonly string[]
>

/**
 * The projection engine as the API sees it: its health is asked for once a second, not once a question; positions are those of the
 * newest commits of this process.
 */
export async function apiEngine({ engine }: Opened, log: Log): Promise<{ port: Engine; stop: () => void }> {
  let newest: readonly ProjectionStatus[] = await engine.status()
  const committed = new Map<string, Position>()
  const stopListening = engine.onCommit((projection, position) => committed.set(projection, position))
  let problem: string | undefined
  let isAsked = false
  const refresh = (): void => {
    // A database that says nothing for minutes would answer all of these at once.
    if (isAsked) return
    isAsked = true
    engine.status().then(
      status => {
        isAsked = false
        newest = status
        if (problem !== undefined) log('info', 'The database answers again')
        problem = undefined
      },
      (error: unknown) => {
        isAsked = false
        // Once, and not every second for as long as the database is away.
        if (problem !== String(error)) log('warn', `The health of the projections cannot be read: ${String(error)}`)
        problem = String(error)
      },
    )
  }
  const timer = setInterval(refresh, refreshMs)
  return {
    stop() {
      stopListening()
      clearInterval(timer)
    },
    port: {
      projections: () => newest.map(status => healthOf(status, committed.get(status.name) ?? 0)),
      async waitUntilProcessed(position, timeoutMs, shownIn = 'FIGURES') {
        try {
          await engine.waitUntilProcessed(position, { projections: tablesOf[shownIn], timeoutMs })
          return true
        } catch (error) {
          if (error instanceof NotProcessedInTime) return false
          throw error
        }
      },
      onCommit: listener => engine.onCommit(() => listener()),
    },
  }
}

function healthOf(status: ProjectionStatus, committed: Position): ProjectionHealth {
  const { name, version, deadLetters, error } = status
  const problem = error ?? (status.state === 'waiting' ? whyItWaits(status) : null)
  const position = Math.max(status.position, committed)
  return { name, version, state: stateOf(status), position, deadLetters, problem }
}

/** The tables of the version before cannot be brought further by this program. */
const whyItWaits = ({ name, version, kept }: ProjectionStatus): string =>
  `version ${kept?.version} is built and waits, version ${version} stands still until: ringledger rebuild ${name} --switch`

function stateOf(status: ProjectionStatus): ProjectionHealth['state'] {
  if (status.state === 'stopped' || status.state === 'waiting') return 'STOPPED'
  if (status.rebuild || status.state === 'building') return 'REBUILDING'
  return status.lag === 0 ? 'UP_TO_DATE' : 'CATCHING_UP'
}
