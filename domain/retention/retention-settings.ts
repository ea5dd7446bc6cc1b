import { clockTime } from '../configuration/formats.ts'
import { objectKind, type ObjectOf } from '../configuration/kind.ts'
import { flag, initially, integer, optional, text } from '../configuration/shape.ts'
import type { Rejection } from '../kernel/decider.ts'

const longestDays = 36_500
/** The index behind the panels keeps at least so many (contact-center §2.5). */
const fewestPanelDays = 30

/** 0 can be written, so that whoever writes it is told what it does elsewhere: it removes everything (contact-center L-19). */
const days = (description: string) => optional(integer(`${description} In days; unset: for ever.`, [0, longestDays]))

const lengths = ['callDetailsDays', 'panelDocumentDays', 'recordingsDays', 'statisticsDays'] as const

/** contact-center §2.5, pbx-configuration §17.2. What goes when: retention-bounds.ts. */
export const retentionSettings = objectKind({
  name: 'retentionSettings',
  plural: 'retentionSettings',
  description:
    'How long what is known of calls is kept. Nothing is removed until somebody says so. The rows that the PBX wrote stay in the log; they are shown no longer than what identifies people in the calls that were made of them.',
  key: [],
  fields: {
    callDetailsDays: days(
      'What identifies people in calls and stays in queues: numbers and names, attached data, notes, recordings. The calls stay, without it, as long as figures are kept.',
    ),
    panelDocumentDays: days(
      `Documents behind the panels, at least ${fewestPanelDays}; never longer than callDetailsDays.`,
    ),
    recordingsDays: days('What leads to recordings of calls; never longer than callDetailsDays.'),
    statisticsDays: days(
      'Figures of queues and agents, and what is left of the calls behind them. Longer than recordings, which are found by them.',
    ),
    purgeAt: initially(
      text('When what is over is removed, each day, by the clock of the site.', { max: 5, format: clockTime }),
      '03:30',
    ),
    legalHold: flag('Nothing is removed as long as it is on: somebody may need it as evidence.', false),
    legalBasis: optional(text('Why so long and no longer: law, contract, consent. For auditors.', { max: 1000 })),
  },
  check(settings): Rejection[] {
    const { callDetailsDays, panelDocumentDays, recordingsDays, statisticsDays } = settings
    const zeros = lengths.filter(field => settings[field] === 0)
    if (zeros.length > 0) return zeros.map(zero)
    return [
      ...(panelDocumentDays !== null && panelDocumentDays < fewestPanelDays ? [tooFewForPanels] : []),
      ...(statisticsDays !== null && callDetailsDays !== null && callDetailsDays > statisticsDays
        ? [order(`calls go with their figures: say callDetailsDays of at most ${statisticsDays}`)]
        : []),
      ...(statisticsDays !== null && recordingsDays !== null && recordingsDays >= statisticsDays
        ? [order(`recordings are found by figures: keep figures longer than ${recordingsDays} days`)]
        : []),
    ]
  },
})

const zero = (field: string): Rejection => ({
  field,
  rule: 'zero',
  message: '0 days would remove everything at once: say at least 1 day, or leave it out to keep everything',
})

const tooFewForPanels: Rejection = {
  field: 'panelDocumentDays',
  rule: 'fewest',
  message: `panels look back over weeks: say at least ${fewestPanelDays} days, or leave it out`,
}

const order = (message: string): Rejection => ({ field: 'statisticsDays', rule: 'order', message })

export type RetentionSettings = ObjectOf<typeof retentionSettings>
