import type { Retention, RetainedRows } from '../../domain/kernel/projection.ts'
import type { RetainedData } from '../../domain/retention/retention-bounds.ts'

const callIsOver = (table: string): string =>
  `EXISTS (SELECT FROM call c WHERE c.call_id = ${table}.call_id AND c.site = ${table}.site AND c.node = ${table}.node AND c.started_us < $2)`

const contactIsOver = (table: string): string =>
  `EXISTS (SELECT FROM contact c WHERE c.call_id = ${table}.call_id AND c.site = ${table}.site AND c.node = ${table}.node AND c.last_row_us < $2)`

const gone = (data: RetainedData, table: string, condition: string): RetainedRows => ({
  data,
  table,
  where: `site = $1 AND ${condition}`,
})

/** Who called from outside, and who was called there. What employees are called stands with their figures. */
const callerIsOutside = `direction NOT IN ('INTERNAL', 'OUTBOUND')`
const calledIsOutside = `direction NOT IN ('INTERNAL', 'INBOUND')`

const ofParty = (column: string, isInside: boolean): string => `EXISTS (
  SELECT FROM party o
  WHERE o.call_id = party.call_id AND o.site = party.site AND o.node = party.node AND o.number = party.${column}
    AND o.is_external IS ${isInside ? '' : 'NOT '}FALSE)`

/**
 * What of the history is removed when (domain/retention). Times, agents, queues and directions stay: figures are made of them, holds and calls
 * of agents among others. Of numbers outside it stays that there was one, as an empty text: by a dialled number that a party has it is told
 * whether somebody reached outside (sql/agent-party.sql).
 */
export const retention: Retention = {
  instants: {
    call: 'started_us',
    party: 'started_us',
    transfer: 'at_us',
    recording: 'from_us',
    mention: 'started_us',
    contact: 'last_row_us',
    heard_visit: 'entered_us',
  },
  rows: [
    gone('recordings', 'recording', 'from_us < $2'),
    {
      data: 'recordings',
      table: 'call',
      where: 'site = $1 AND started_us < $2 AND has_recording',
      blanked: 'has_recording = false',
    },

    gone('callDetails', 'attached_data', callIsOver('attached_data')),
    gone('callDetails', 'mention', `started_us < $2 AND kind = 'canonical'`),
    {
      data: 'callDetails',
      table: 'correction',
      where: `site = $1 AND (text <> '' OR value <> '' OR key <> '') AND ${callIsOver('correction')}`,
      blanked: `text = NULL, key = CASE WHEN key IS NULL THEN NULL ELSE '' END, value = CASE WHEN value IS NULL THEN NULL ELSE '' END`,
    },
    {
      data: 'callDetails',
      table: 'missed_user',
      where: `site = $1 AND at_us < $2 AND (number IS NOT NULL OR name IS NOT NULL)`,
      blanked: 'number = NULL, name = NULL',
    },
    {
      data: 'callDetails',
      table: 'transfer',
      where: `site = $1 AND at_us < $2 AND direction <> 'INTERNAL' AND to_exten IS NOT NULL`,
      blanked: 'to_exten = NULL',
    },
    {
      data: 'callDetails',
      table: 'party',
      where: `site = $1 AND started_us < $2 AND (
        (is_external IS NOT FALSE AND (number <> '' OR name IS NOT NULL)) OR (dialled <> '' AND NOT ${ofParty('dialled', true)}))`,
      blanked: `
        number = CASE WHEN is_external IS FALSE OR number IS NULL THEN number ELSE '' END,
        name = CASE WHEN is_external IS FALSE THEN name END,
        dialled = CASE WHEN ${ofParty('dialled', true)} THEN dialled WHEN ${ofParty('dialled', false)} THEN '' END`,
    },
    {
      data: 'callDetails',
      table: 'call',
      where: `site = $1 AND started_us < $2 AND (
        words <> '{}' OR exclusion_text IS NOT NULL OR requested_number IS NOT NULL OR requested_name IS NOT NULL
        OR (${callerIsOutside} AND (caller_number IS NOT NULL OR caller_name IS NOT NULL))
        OR (${calledIsOutside} AND called_number IS NOT NULL))`,
      blanked: `
        caller_number = CASE WHEN ${callerIsOutside} THEN NULL ELSE caller_number END,
        caller_canonical = CASE WHEN ${callerIsOutside} THEN NULL ELSE caller_canonical END,
        caller_name = CASE WHEN ${callerIsOutside} THEN NULL ELSE caller_name END,
        called_number = CASE WHEN ${calledIsOutside} THEN NULL ELSE called_number END,
        called_canonical = CASE WHEN ${calledIsOutside} THEN NULL ELSE called_canonical END,
        requested_number = NULL, requested_name = NULL, words = '{}', exclusion_text = NULL`,
    },

    gone('statistics', 'attached_data', callIsOver('attached_data')),
    gone('statistics', 'correction', contactIsOver('correction')),
    gone('statistics', 'call_key', contactIsOver('call_key')),
    gone('statistics', 'party', 'started_us < $2'),
    gone('statistics', 'talk_quarter', 'quarter_us < $2'),
    gone('statistics', 'transfer', 'at_us < $2'),
    gone('statistics', 'hold', 'from_us < $2'),
    gone('statistics', 'ring', 'from_us < $2'),
    gone('statistics', 'heard_visit', 'entered_us < $2'),
    gone('statistics', 'recording', 'from_us < $2'),
    gone('statistics', 'missed_user', 'at_us < $2'),
    gone('statistics', 'witness', 'started_us < $2'),
    gone('statistics', 'mention', 'started_us < $2'),
    gone('statistics', 'call', 'started_us < $2'),
    gone('statistics', 'contact', 'last_row_us < $2'),
  ],
}
