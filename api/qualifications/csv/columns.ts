import { isoOf } from '../../../domain/kernel/time.ts'
import { wallOf } from '../../../domain/kernel/zone.ts'
import type { AnswerExportForm } from '../../../domain/qualifications/export.ts'
import type { QualificationAnswerRow } from '../../../projections/qualification-answers/types.ts'
import type { Cell } from '../../calls/csv/csv.ts'

type Columns = Readonly<Record<string, (answer: QualificationAnswerRow, zone: string) => Cell>>

/** `2018-03-21 17:00:00`: the site's own time, whole seconds. */
const timeIn = (zone: string, { answeredAt }: QualificationAnswerRow): string =>
  isoOf(wallOf(zone, answeredAt)).slice(0, 19).replace('T', ' ')

/** Agents are told by their numbers, as in the tables of statistics. */
const numberOf = ({ agent }: QualificationAnswerRow): string => agent.replace(/^Agent\//, '')

/** The header of the original (contact-center §13, G-19). Where it had ids there are names: the short ones, which are unique. */
const xivo: Columns = {
  sub_qualification_id: ({ subQualification }) => subQualification,
  time: (answer, zone) => timeIn(zone, answer),
  callid: ({ callId }) => callId,
  agent: numberOf,
  queue: ({ queue }) => queue,
  first_name: ({ firstName }) => firstName,
  last_name: ({ lastName }) => lastName,
  comment: ({ comment }) => comment,
  custom_data: ({ customData }) => customData,
}

/** Everything that is stored; instants in UTC. */
const full: Columns = {
  id: ({ id }) => id,
  site: ({ site }) => site,
  node: ({ node }) => node,
  callid: ({ callId }) => callId,
  time: ({ answeredAt }) => isoOf(answeredAt),
  queue: ({ queue }) => queue,
  agent: ({ agent }) => agent,
  qualification: ({ qualification }) => qualification,
  qualification_name: ({ qualificationName }) => qualificationName,
  sub_qualification: ({ subQualification }) => subQualification,
  sub_qualification_name: ({ subQualificationName }) => subQualificationName,
  first_name: ({ firstName }) => firstName,
  last_name: ({ lastName }) => lastName,
  comment: ({ comment }) => comment,
  custom_data: ({ customData }) => customData,
  sent_by: ({ actor }) => actor,
}

export const columnsOf: Readonly<Record<AnswerExportForm, Columns>> = { xivo, full }
