import { wallOf, type ZoneName } from '../../../domain/kernel/zone.ts'
import type { AnswerExportForm } from '../../../domain/qualifications/export.ts'
import type { QualificationAnswerRow } from '../../../projections/qualification-answers/types.ts'
import { columnsNamed, type Column } from '../../exports/table.ts'

export type ShownAnswer = QualificationAnswerRow & { readonly zone: ZoneName }

/** Agents are told by their numbers, as in the tables of statistics. */
const numberOf = ({ agent }: ShownAnswer): string => agent.replace(/^Agent\//, '')

/** The header of the original (contact-center §13, G-19). Where it had ids there are names: the short ones, which are unique. */
const xivo = columnsNamed<ShownAnswer>({
  sub_qualification_id: { kind: 'text', of: ({ subQualification }) => subQualification },
  time: { kind: 'siteTime', of: ({ zone, answeredAt }) => wallOf(zone, answeredAt), between: ' ' },
  callid: { kind: 'text', of: ({ callId }) => callId },
  agent: { kind: 'text', of: numberOf },
  queue: { kind: 'text', of: ({ queue }) => queue },
  first_name: { kind: 'text', of: ({ firstName }) => firstName },
  last_name: { kind: 'text', of: ({ lastName }) => lastName },
  comment: { kind: 'text', of: ({ comment }) => comment },
  custom_data: { kind: 'text', of: ({ customData }) => customData },
})

/** Everything that is stored; instants in UTC. */
const full = columnsNamed<ShownAnswer>({
  id: { kind: 'number', of: ({ id }) => id },
  site: { kind: 'text', of: ({ site }) => site },
  node: { kind: 'text', of: ({ node }) => node },
  callid: { kind: 'text', of: ({ callId }) => callId },
  time: { kind: 'instant', of: ({ answeredAt }) => answeredAt },
  queue: { kind: 'text', of: ({ queue }) => queue },
  agent: { kind: 'text', of: ({ agent }) => agent },
  qualification: { kind: 'text', of: ({ qualification }) => qualification },
  qualification_name: { kind: 'text', of: ({ qualificationName }) => qualificationName },
  sub_qualification: { kind: 'text', of: ({ subQualification }) => subQualification },
  sub_qualification_name: { kind: 'text', of: ({ subQualificationName }) => subQualificationName },
  first_name: { kind: 'text', of: ({ firstName }) => firstName },
  last_name: { kind: 'text', of: ({ lastName }) => lastName },
  comment: { kind: 'text', of: ({ comment }) => comment },
  custom_data: { kind: 'text', of: ({ customData }) => customData },
  sent_by: { kind: 'text', of: ({ actor }) => actor },
})

export const columnsOf: Readonly<Record<AnswerExportForm, readonly Column<ShownAnswer>[]>> = { xivo, full }
