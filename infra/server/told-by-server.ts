import type { Pool } from 'pg'
import { createReports } from '../../api/reports.ts'
import { sourceHealth, type SourceHealth } from '../../api/source-health.ts'
import { askServer } from './ask-server.ts'
import { readLocalToken } from './local-token.ts'

type Health = Pick<SourceHealth, 'state' | 'problem'>

const query = '{ status { sources { site node kind state problem } } }'

interface Told {
  readonly status: { readonly sources: readonly (Health & { site: string; node: string; kind: string })[] }
}

/** Every source that is configured or has brought rows, as the running server says that it stands; without one nobody follows. */
export async function healthOfSources(
  pool: Pool,
  dataDirectory: string,
  server: string | undefined,
): Promise<SourceHealth[]> {
  const reports = createReports(pool)
  const sources = sourceHealth(await reports.sites(), await reports.sourceProgress(), [])
  const token = server === undefined ? undefined : readLocalToken(dataDirectory)
  if (server === undefined || token === undefined) return sources
  const { data } = await askServer(server, token, { query }).catch(() => ({ data: undefined }))
  const told = (data as Told | undefined)?.status.sources ?? []
  return sources.map(source => {
    const same = told.find(
      ({ site, node, kind }) => site === source.site && node === source.node && kind === source.kind.toUpperCase(),
    )
    return { ...source, ...(same && { state: same.state, problem: same.problem }) }
  })
}
