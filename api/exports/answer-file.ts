import type { ServerResponse } from 'node:http'
import type { ExportFormat } from '../../domain/kernel/export-format.ts'
import { csvOf } from './csv.ts'
import type { Table } from './table.ts'
import { xlsxOf, type About } from './xlsx/workbook.ts'

const mediaTypes: Readonly<Record<ExportFormat, string>> = {
  csv: 'text/csv; charset=utf-8; header=present',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
}

/** Headers of a file that a browser saves. */
export const headOf = (format: ExportFormat, name: string) => ({
  'Content-Type': mediaTypes[format],
  'Content-Disposition': `attachment; filename="${name}.${format}"`,
  'Cache-Control': 'no-store',
})

/** Writes the file, a piece in memory at a time, and leaves the end to the caller. @returns false: the reader went away before */
export async function answerFile<Row>(
  response: ServerResponse,
  format: ExportFormat,
  table: Table<Row>,
  about: About,
): Promise<boolean> {
  const pieces: AsyncIterable<string | Buffer> = format === 'csv' ? csvOf(table) : xlsxOf(table, about)
  for await (const piece of pieces) {
    if (response.destroyed) break
    if (!response.write(piece)) await writable(response)
  }
  return !response.destroyed
}

/** Until the reader has taken what was written, or is gone. */
const writable = (response: ServerResponse): Promise<void> =>
  new Promise(resolve => {
    const done = () => {
      response.off('drain', done).off('close', done)
      resolve()
    }
    if (response.destroyed) resolve()
    else response.once('drain', done).once('close', done)
  })
