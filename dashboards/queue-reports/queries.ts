import { gql, type TypedDocumentNode } from '@apollo/client'
import type { Page } from '../graphql/use-all-rows.ts'

export const formulas = ['SL1', 'SL2', 'SL3', 'SL4', 'SL5', 'SL6'] as const
export type Formula = (typeof formulas)[number]

/** What counts: what came at any time, or while the queue was open by its schedule, or closed. */
export const openingHours = ['ALL', 'OPEN', 'CLOSED'] as const
export type OpeningHours = (typeof openingHours)[number]

export interface PeriodInput {
  readonly from: string
  readonly to: string
}

export interface StatisticsVariables extends Record<string, unknown> {
  readonly period: PeriodInput
  readonly timeZone: string
  /** `site/queue`; null: every queue. */
  readonly queues: readonly string[] | null
  readonly openingHours: OpeningHours
  readonly formula: Formula
  readonly threshold: number | null
}

export interface QueueFigures {
  readonly site: string | null
  readonly queue: string | null
  readonly queueDisplayName: string | null
  readonly offered: number
  readonly answered: number
  readonly abandoned: number
  readonly shortAbandoned: number
  readonly timedOut: number
  readonly flowedOut: number
  readonly lostBySystem: number
  readonly open: number
  readonly answerRate: number | null
  readonly abandonRate: number | null
  readonly averageSpeedOfAnswerSeconds: number | null
  readonly maxWaitSeconds: number | null
  readonly averageTalkSeconds: number | null
  readonly averageHandleSeconds: number | null
  readonly serviceLevel: {
    readonly ratio: number | null
    readonly numerator: number
    readonly denominator: number
    readonly formula: Formula
    readonly thresholdSeconds: number | null
  }
}

const figures = gql`
  fragment QueueFigures on QueueStatistics {
    site
    queue
    queueDisplayName
    offered
    answered
    abandoned
    shortAbandoned
    timedOut
    flowedOut
    lostBySystem
    open
    answerRate
    abandonRate
    averageSpeedOfAnswerSeconds
    maxWaitSeconds
    averageTalkSeconds
    averageHandleSeconds
    serviceLevel(formula: $formula, thresholdSeconds: $threshold) {
      ratio
      numerator
      denominator
      formula
      thresholdSeconds
    }
  }
`

/** A query whose rows are a connection called `rows`, as useAllRows reads it. */
export type Rows<Row, V> = TypedDocumentNode<{ readonly rows: Page<Row> }, V & { readonly after?: string }>

export const byQueueDocument: Rows<QueueFigures, StatisticsVariables> = gql`
  query QueueReport(
    $period: PeriodInput!
    $timeZone: TimeZone
    $queues: [String!]
    $openingHours: OpeningHours
    $formula: ServiceLevelFormula
    $threshold: Float
    $after: String
  ) {
    rows: queueStatistics(
      period: $period
      groupBy: [QUEUE]
      timeZone: $timeZone
      queues: $queues
      openingHours: $openingHours
      first: 1000
      after: $after
    ) {
      edges {
        node {
          ...QueueFigures
        }
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
  ${figures}
`

export const totalDocument: TypedDocumentNode<
  { readonly total: { readonly edges: readonly { readonly node: QueueFigures }[]; readonly dataAge: number | null } },
  StatisticsVariables
> = gql`
  query QueueTotal(
    $period: PeriodInput!
    $timeZone: TimeZone
    $queues: [String!]
    $openingHours: OpeningHours
    $formula: ServiceLevelFormula
    $threshold: Float
  ) {
    total: queueStatistics(
      period: $period
      groupBy: []
      timeZone: $timeZone
      queues: $queues
      openingHours: $openingHours
      first: 1
    ) {
      dataAge
      edges {
        node {
          ...QueueFigures
        }
      }
    }
  }
  ${figures}
`

export interface ReconciliationRow {
  readonly site: string
  readonly queue: string
  readonly offered: number
  readonly open: number
  readonly difference: number
}

export const reconciliationDocument: TypedDocumentNode<
  { readonly reconciliation: readonly ReconciliationRow[] },
  Pick<StatisticsVariables, 'period' | 'timeZone' | 'queues'>
> = gql`
  query Reconciliation($period: PeriodInput!, $timeZone: TimeZone, $queues: [String!]) {
    reconciliation(period: $period, timeZone: $timeZone, queues: $queues) {
      site
      queue
      offered
      open
      difference
    }
  }
`
