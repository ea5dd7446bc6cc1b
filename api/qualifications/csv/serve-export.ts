import {
  answerExportStream,
  qualificationAnswersExported,
  type QualificationAnswersExported,
} from '../../../domain/qualifications/export.ts'
import type { AnswerFilter } from '../../../projections/qualification-answers/types.ts'
import { csvRecord } from '../../calls/csv/csv.ts'
import { serveCsv, type CsvPorts } from '../../http/serve-csv.ts'
import type { Reports } from '../../ports.ts'
import { answerFilter } from '../answers.ts'
import { columnsOf } from './columns.ts'
import { answerExportRequestOf, type AnswerExportRequest } from './parameters.ts'

const pageSize = 1000

/** What was asked for, and its filter cut to what the asker may see. */
type Wanted = AnswerExportRequest & { readonly cut: AnswerFilter }

/** What agents answered as CSV: site after site, the oldest answer first. */
export function serveAnswerExport(served: CsvPorts) {
  return serveCsv<Wanted>(served, {
    fileName: 'qualifications.csv',
    async wanted(may, parameters) {
      may.do('exportQualificationAnswers')
      const asked = answerExportRequestOf(parameters)
      return { ...asked, cut: await answerFilter({ queues: asked.queues, agents: asked.agents }, { may }) }
    },
    texts: wanted => textsOf(served.ports.reports, wanted),
    recorded({ form, asked: filter }, sent) {
      const event: QualificationAnswersExported = { type: qualificationAnswersExported, form, filter, ...sent }
      return { stream: answerExportStream, event }
    },
  })
}

async function* textsOf(reports: Reports, { form, cut, periodAt }: Wanted) {
  const columns = columnsOf[form]
  yield { text: csvRecord(Object.keys(columns)), rows: 0 }
  for (const { site, timeZone } of await reports.sites()) {
    const filter = { ...cut, site, period: periodAt(timeZone) }
    let after: string | undefined
    do {
      const { rows, hasNextPage } = await reports.qualifications.answers({
        ...{ filter, orderBy: 'OLDEST_FIRST', first: pageSize },
        ...(after !== undefined && { after }),
      })
      const text = rows.map(answer => csvRecord(Object.values(columns).map(cell => cell(answer, timeZone)))).join('')
      if (rows.length > 0) yield { text, rows: rows.length }
      after = hasNextPage ? rows.at(-1)?.cursor : undefined
    } while (after !== undefined)
  }
}
