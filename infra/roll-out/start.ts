import type { EventStore } from '../../domain/kernel/event-store.ts'
import type { Position } from '../../domain/kernel/event.ts'
import { handleCommand, type CommandResult } from '../../domain/kernel/handle-command.ts'
import type { Json } from '../../domain/kernel/json.ts'
import type { Micros } from '../../domain/kernel/time.ts'
import type { Workflows } from '../../domain/kernel/workflows.ts'
import type { RenderedFile } from '../../domain/pbx-files/rendered-file.ts'
import { rollOutStream, type RollOutEvent } from '../../domain/roll-out/events.ts'
import { rollOuts } from '../../domain/roll-out/roll-outs.ts'
import { digestsOf, sha256 } from '../pbx/directory.ts'
import type { RollOutName } from './roll-out.ts'

export const rollOutWorkflow = 'roll-out'

interface RollOutRequest extends RollOutName {
  /** The configuration's, and what it renders. */
  readonly position: Position
  readonly files: readonly RenderedFile[]
  readonly overwriteDrift: boolean
  readonly actor: string
  readonly occurredAt: Micros
}

/** Writes down that a roll-out begins, unless one of the node has not ended, and has it done. */
export async function startRollOut(
  store: Pick<EventStore, 'append' | 'readStream' | 'lastPosition'>,
  workflows: Pick<Workflows, 'start'>,
  request: RollOutRequest,
): Promise<CommandResult<RollOutEvent>> {
  const { site, node, rollOutId, position, overwriteDrift, actor, occurredAt } = request
  const files = digestsOf(request.files)
  const digest = sha256(JSON.stringify(files))
  const result = await handleCommand(
    store,
    rollOuts,
    { type: 'StartRollOut', rollOutId, position, files, digest, overwriteDrift },
    { stream: rollOutStream(site, node), site, node, actor, correlationId: rollOutId, occurredAt },
  )
  if (result.accepted) await begin(workflows, { site, node, rollOutId })
  return result
}

const begin = (workflows: Pick<Workflows, 'start'>, { site, node, rollOutId }: RollOutName): Promise<void> =>
  workflows.start(rollOutWorkflow, rollOutId, { site, node, rollOutId })

/**
 * Has every roll-out done that began and did not end: a crash may have come between the log and the workflow. What runs already is not
 * begun twice. For the start of a server.
 * @returns which
 */
export async function resumeRollOuts(
  store: Pick<EventStore, 'readAll'>,
  workflows: Pick<Workflows, 'start'>,
): Promise<readonly RollOutName[]> {
  const open = new Map<string, RollOutName>()
  const types = ['ConfigurationRollOutStarted', 'ConfigurationApplied', 'ConfigurationRejected']
  for await (const { events } of store.readAll({ types }))
    for (const { data, site = '', node = '' } of events) {
      const event = data as unknown as RollOutEvent
      if (event.type === 'ConfigurationRollOutStarted')
        open.set(event.rollOutId, { site, node, rollOutId: event.rollOutId })
      else if (event.type === 'ConfigurationApplied' || event.type === 'ConfigurationRejected')
        open.delete(event.rollOutId)
    }
  for (const name of open.values()) await begin(workflows, name)
  return [...open.values()]
}

/** What `begin` gave. */
export const nameIn = (input: Json): RollOutName => input as unknown as RollOutName
