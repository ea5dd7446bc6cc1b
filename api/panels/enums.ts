import { described } from '../schema/enums.ts'

export const PanelDocumentsType = described('PanelDocuments', 'Which documents a panel is about.', {
  ROW: 'The rows of queue_log, as the PBX wrote them: call events on queues, and what agents do (contact-center 8.5).',
  VISIT: 'The stays of calls in queues, each at its entry.',
  CALL: 'The calls, each at its beginning.',
})

export const PanelTermType = described(
  'PanelTerm',
  'What documents are counted by. One with several queues or agents is counted with each of them, one that has none with null.',
  {
    SITE: 'The site: its short name.',
    QUEUE: 'The queue: `paris/sales`.',
    AGENT: 'The agent: `paris/Agent/8001`.',
    QUEUE_DISPLAY_NAME:
      'What the queue was called then: `paris/Sales Europe`; the technical name where none was configured. Of queues that you see.',
    GROUP: 'The group of the agent then: `paris/days`. Of agents whom you see.',
    EVENT: 'The event of queue_log. Visits and calls have none.',
    OUTCOME: 'How the visit or the call ended. Rows have none.',
    DIRECTION: 'Where the call went. Rows and visits have none.',
  },
)

export const PanelMeasureType = described('PanelMeasure', 'What is measured.', {
  WAIT: 'The wait: exact of visits and calls; of a row what it states, in whole seconds.',
  TALK: 'The talk: exact of visits and calls; of a row what it states, in whole seconds.',
})

export const PanelStatisticType = described('PanelStatistic', 'How it is measured, over the documents that have it.', {
  COUNT: 'How many have it.',
  SUM: 'Sum, in seconds.',
  AVERAGE: 'Mean, in seconds.',
  MAXIMUM: 'The longest, in seconds.',
  PERCENTILE: 'The length in seconds that `percentile` per cent of them do not exceed (nearest rank).',
})
