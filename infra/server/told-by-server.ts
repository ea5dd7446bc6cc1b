import type { SourceHealth } from '../../api/status/source-health.ts'
import { fromEnvironment } from '../environment.ts'
import { askServer } from './ask-server.ts'
import { readLocalToken } from './local-token.ts'

/** What stands in no table: how the sources stand, and what the read models are trying to get over. */
export interface ToldByServer {
  readonly sources: readonly (Pick<SourceHealth, 'state' | 'problem'> & { site: string; node: string; kind: string })[]
  readonly projections: readonly { readonly name: string; readonly problem: string | null }[]
}

const query = '{ status { sources { site node kind state problem } projections { name problem } } }'

/** A server that waits for its database answers within 20 s. */
const patienceMs = 25_000

/** @throws what says that it does not answer, or lets nobody in with the token of the data directory */
export async function toldByServer(server: string, dataDirectory: string): Promise<ToldByServer> {
  const token = readLocalToken(dataDirectory) ?? fromEnvironment('RINGLEDGER_TOKEN')
  if (token === undefined)
    throw new Error(
      `there is no administrator-token in ${dataDirectory} to ask ${server} with; set RINGLEDGER_TOKEN, or write one into that file (ringledger token create --role administrator)`,
    )
  const { data, errors } = await askServer(server, token, { query }, AbortSignal.timeout(patienceMs))
  const told = (data as { status?: ToldByServer | null } | null | undefined)?.status
  if (told) return told
  const [first] = (errors ?? []) as { message?: string }[]
  throw new Error(first?.message ?? 'it answers without a status')
}

/** As the tables say, with what the server has told. */
export function withTold(sources: readonly SourceHealth[], told: ToldByServer | undefined): SourceHealth[] {
  return sources.map(source => {
    const same = told?.sources.find(
      ({ site, node, kind }) => site === source.site && node === source.node && kind === source.kind.toUpperCase(),
    )
    return { ...source, ...(same && { state: same.state, problem: same.problem }) }
  })
}
