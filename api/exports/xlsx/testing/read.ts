import readWorkbook from 'read-excel-file/node'

type Value = string | number | boolean | Date | null

/** What a program that is not ours reads: the rows of each sheet. Trailing empty cells of a sheet are left out. */
export async function sheetsIn(workbook: Uint8Array): Promise<Record<string, readonly (readonly Value[])[]>> {
  const sheets = await readWorkbook(Buffer.from(workbook), { trim: false })
  return Object.fromEntries(sheets.map(({ sheet, data }) => [sheet, data as Value[][]]))
}

/** A wall clock as the reader tells it; it cuts what we mean to be rounded. */
export const wallIn = (value: unknown): string => {
  if (!(value instanceof Date)) return String(value)
  return new Date(Math.round(value.getTime() / 10) * 10).toISOString().slice(0, 22).replace('T', ' ')
}

/** A length as the reader tells it, in seconds: the time since the first day of spreadsheets. */
export const secondsIn = (value: unknown): number | null =>
  value instanceof Date ? Math.round((value.getTime() - Date.UTC(1899, 11, 30)) / 10) / 100 : null
