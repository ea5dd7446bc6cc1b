import { csvRecord } from '../pbx/csv-record.ts'
import type { Rejection } from '../kernel/decider.ts'
import type { RequestCallback } from './handle-request.ts'

/** contact-center §14, G-21: the header has exactly these names. */
const columns = [
  'phoneNumber',
  'mobilePhoneNumber',
  'firstName',
  'lastName',
  'company',
  'description',
  'dueDate',
  'period',
] as const

type Column = (typeof columns)[number]

const delimiters = ['|', ';', ',']

/** Requests of one file. */
export const mostImportedCallbacks = 1_000

type Read =
  | { readonly ok: true; readonly requests: readonly RequestCallback[] }
  | { readonly ok: false; readonly rejections: readonly Rejection[] }

/**
 * Requests out of a CSV file, in its order; what they ask for is looked at when they are decided. A row of fewer fields leaves the last
 * ones out. Lines without anything in them are skipped.
 * @param idOf the id of the request in a row, counted from 1
 */
export function readCallbackRequests(text: string, list: string, idOf: (row: number) => string): Read {
  const [header = '', ...lines] = text.replace(/^\uFEFF/, '').split(/\r?\n/)
  const delimiter = delimiters.find(one => header.includes(one)) ?? '|'
  const named = csvRecord(header, delimiter)
  const names = typeof named === 'string' ? [] : named.map(name => name.trim())
  const strange = names.filter(name => !columns.some(column => column === name))
  const doubled = names.filter((name, i) => names.indexOf(name) !== i)
  if (names.length === 0 || strange.length > 0 || doubled.length > 0 || !names.some(name => /phoneNumber/i.test(name)))
    return refused(0, 'header', `the first line must be ${columns.join(delimiter)}, it is: ${header.slice(0, 200)}`)
  const requests: RequestCallback[] = []
  const rejections: Rejection[] = []
  lines.forEach((line, i) => {
    if (line.trim() === '') return
    const fields = csvRecord(line, delimiter)
    if (typeof fields === 'string' || fields.length > names.length) {
      const message = `line ${i + 2} has ${typeof fields === 'string' ? 'a quote that is not closed, or text behind one' : `${fields.length} fields, the header has ${names.length}`}`
      rejections.push({ field: `rows[${requests.length}]`, rule: 'csv', message })
      return
    }
    const cell = (column: Column): string | null => fields[names.indexOf(column)]?.trim() || null
    requests.push({
      type: 'RequestCallback',
      id: idOf(requests.length + 1),
      list,
      phoneNumber: cell('phoneNumber'),
      mobilePhoneNumber: cell('mobilePhoneNumber'),
      firstName: cell('firstName'),
      lastName: cell('lastName'),
      company: cell('company'),
      description: cell('description'),
      dueDate: cell('dueDate'),
      period: cell('period'),
    })
  })
  if (rejections.length > 0) return { ok: false, rejections }
  if (requests.length > mostImportedCallbacks)
    return refused(
      requests.length,
      'length',
      `it has ${requests.length} requests, at most ${mostImportedCallbacks} are taken at once: cut it`,
    )
  return { ok: true, requests }
}

const refused = (row: number, rule: string, message: string): Read => ({
  ok: false,
  rejections: [{ field: row === 0 ? 'csv' : 'rows', rule, message }],
})
