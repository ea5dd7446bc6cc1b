import { objectsOf, type Configuration } from '../../domain/configuration/configuration.ts'
import type { Micros } from '../../domain/kernel/time.ts'
import { mainServerOf } from '../../domain/pbx-files/servers.ts'
import { trunks as trunkKind, type Trunk } from '../../domain/routing/sip/trunks.ts'
import { trunkState, type TrunkState } from '../../domain/trunks/trunk-state.ts'
import type { PbxName } from '../../projections/live-phones/agent-phones.ts'
import { positionOf } from '../schema/freshness.ts'
import type { ApiPorts } from '../ports/api-ports.ts'
import { dataAgeSeconds, sourceHealth } from '../status/source-health.ts'
import { heardNodes } from './heard.ts'
import type { BoardPorts, BoardState } from './queue-board.ts'

export interface TrunkLine {
  readonly site: string
  /** undefined: no server is configured for it. */
  readonly node: string | undefined
  readonly trunk: Trunk
  readonly state: TrunkState
  readonly now: Micros
}

export interface TrunkBoard extends BoardState {
  readonly trunks: readonly TrunkLine[]
}

export type TrunkBoardPorts = BoardPorts & Pick<ApiPorts, 'configuration'>

/** The configured trunks of the sites, and what their PBXs tell of them now. */
export async function trunkBoard(ports: TrunkBoardPorts, wanted: readonly string[]): Promise<TrunkBoard> {
  const { reports, engine, sources: followed, clock } = ports
  const now = clock()
  const position = positionOf(engine, 'live_phones')
  const [sites, progress] = await Promise.all([reports.sites(), reports.sourceProgress()])
  const ofManagers = progress.filter(({ site, kind }) => wanted.includes(site) && kind === 'ami')
  const sources = sourceHealth(
    sites.filter(({ site }) => wanted.includes(site)),
    ofManagers,
    followed.followed(),
    now,
  ).filter(({ kind }) => kind === 'ami')
  const heard = await heardNodes(ports, sources, now)
  const lines = await Promise.all(wanted.map(site => trunksOf(ports, site, heard, now)))
  return { now, position, dataAge: dataAgeSeconds(ofManagers, now), sources, trunks: lines.flat() }
}

async function trunksOf(
  { configuration: { reader }, reports }: Pick<TrunkBoardPorts, 'configuration' | 'reports'>,
  site: string,
  heard: readonly PbxName[],
  now: Micros,
): Promise<TrunkLine[]> {
  const { configuration } = await reader.now(site)
  const trunks = objectsOf(configuration, trunkKind).map(({ value }) => value)
  const nodes = new Set(trunks.flatMap(trunk => nodeOf(trunk, configuration) ?? []))
  const told = new Map(
    await Promise.all(
      heard
        .filter(one => one.site === site && nodes.has(one.node))
        .map(
          async one =>
            [
              one.node,
              await reports.amiTrunkStatus(
                one,
                trunks.map(({ name }) => name),
              ),
            ] as const,
        ),
    ),
  )
  return trunks.map(trunk => {
    const node = nodeOf(trunk, configuration)
    return { site, node, trunk, now, state: trunkState(trunk, node, node === undefined ? undefined : told.get(node)) }
  })
}

const nodeOf = ({ mediaServer }: Trunk, configuration: Configuration): string | undefined =>
  mediaServer ?? mainServerOf(configuration)
