import {
  answerExportStream,
  qualificationAnswersExported,
  type QualificationAnswersExported,
} from '../../../domain/qualifications/export.ts'
import type { AnswerFilter } from '../../../projections/qualification-answers/types.ts'
import { zoneShared } from '../../exports/table.ts'
import { tableRoutes, type TablePorts } from '../../exports/serve-table.ts'
import type { Reports } from '../../ports/reports.ts'
import { answerFilter } from '../answers.ts'
import { columnsOf, type ShownAnswer } from './columns.ts'
import { answerExportRequestOf, type AnswerExportRequest } from './parameters.ts'

const pageSize = 1000

/** What was asked for, and its filter cut to what the asker may see. */
type Wanted = AnswerExportRequest & { readonly cut: AnswerFilter }

/** What agents answered as a table: site after site, the oldest answer first. */
export function answerExportRoutes(served: TablePorts) {
  const { reports } = served.ports
  return tableRoutes<Wanted, ShownAnswer>(served, {
    name: 'qualifications',
    async wanted(may, parameters) {
      may.do('exportQualificationAnswers')
      const asked = answerExportRequestOf(parameters)
      return { ...asked, cut: await answerFilter({ queues: asked.queues, agents: asked.agents }, { may }) }
    },
    async table(wanted, zone) {
      const siteZone = zoneShared(await reports.sites())
      return { columns: columnsOf[wanted.form], pages: pagesOf(reports, wanted), zone, siteZone }
    },
    recorded({ form, asked: filter }, sent) {
      const event: QualificationAnswersExported = { type: qualificationAnswersExported, form, filter, ...sent }
      return { stream: answerExportStream, event }
    },
  })
}

async function* pagesOf(reports: Reports, { cut, periodAt }: Wanted): AsyncGenerator<readonly ShownAnswer[]> {
  for (const { site, timeZone } of await reports.sites()) {
    const filter = { ...cut, site, period: periodAt(timeZone) }
    let after: string | undefined
    do {
      const { rows, hasNextPage } = await reports.qualifications.answers({
        filter,
        orderBy: 'OLDEST_FIRST',
        first: pageSize,
        ...(after !== undefined && { after }),
      })
      yield rows.map(answer => ({ ...answer, zone: timeZone }))
      after = hasNextPage ? rows.at(-1)?.cursor : undefined
    } while (after !== undefined)
  }
}
