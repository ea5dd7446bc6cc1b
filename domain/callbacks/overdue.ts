import type { Rejection } from '../kernel/decider.ts'
import type { RequestCallback } from './handle-request.ts'

/**
 * Requests of a file whose day is over. They are taken: a list that was not worked off elsewhere is brought here as it is, and the file of
 * contact-center G-21 has such a day. But a wrong year would put them on top of every list, so it is told.
 * @param today the day on the calendar of the site
 * @returns for each request what is told of it; undefined: nothing
 */
export const overdueAt = (requests: readonly RequestCallback[], today: string): readonly (Rejection | undefined)[] =>
  requests.map(({ dueDate }, row) => {
    const due = dueDate?.trim() ?? today
    if (due >= today) return undefined
    const message = `${due} is over: it is ${today} at the site; the request is overdue as soon as it is made`
    return { field: `rows[${row}].dueDate`, rule: 'past', message }
  })
