import type { Engine, ProjectionHealth } from '../../api/ports.ts'
import type { Log } from '../../domain/kernel/log.ts'
import { NotProcessedInTime } from '../../projections/engine/errors.ts'
import type { ProjectionStatus } from '../../projections/engine/status.ts'
import type { Opened } from '../open.ts'

const refreshMs = 1_000

/** The projection engine as the API sees it: its health is asked for once a second, not once a question. */
export function apiEngine({ engine }: Opened, log: Log): { port: Engine; stop: () => void } {
  let newest: readonly ProjectionStatus[] = []
  const refresh = (): void => {
    engine.status().then(
      status => (newest = status),
      (error: unknown) => log('warn', `The health of the projections cannot be read: ${String(error)}`),
    )
  }
  refresh()
  const timer = setInterval(refresh, refreshMs)
  return {
    stop: () => clearInterval(timer),
    port: {
      projections: () => newest.map(healthOf),
      async waitUntilProcessed(position, timeoutMs) {
        try {
          await engine.waitUntilProcessed(position, { timeoutMs })
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

function healthOf(status: ProjectionStatus): ProjectionHealth {
  const { name, version, position, deadLetters, error } = status
  return { name, version, state: stateOf(status), position, deadLetters, problem: error ?? null }
}

function stateOf(status: ProjectionStatus): ProjectionHealth['state'] {
  if (status.state === 'stopped') return 'STOPPED'
  if (status.rebuild || status.state === 'building') return 'REBUILDING'
  return status.lag === 0 ? 'UP_TO_DATE' : 'CATCHING_UP'
}
