import { gql } from '@apollo/client'
import type { Rows, StatisticsVariables } from './queries.ts'

export interface IntervalFigures {
  readonly start: string
  readonly end: string
  readonly offered: number
  readonly answered: number
  readonly abandoned: number
  readonly open: number
  readonly serviceLevel: { readonly ratio: number | null }
}

export const byIntervalDocument: Rows<IntervalFigures, StatisticsVariables & { readonly interval: string }> = gql`
  query QueueIntervals(
    $period: PeriodInput!
    $interval: Interval!
    $timeZone: TimeZone
    $queues: [String!]
    $openingHours: OpeningHours
    $formula: ServiceLevelFormula
    $threshold: Float
    $after: String
  ) {
    rows: queueStatistics(
      period: $period
      groupBy: []
      interval: $interval
      timeZone: $timeZone
      queues: $queues
      openingHours: $openingHours
      first: 1000
      after: $after
    ) {
      edges {
        node {
          start
          end
          offered
          answered
          abandoned
          open
          serviceLevel(formula: $formula, thresholdSeconds: $threshold) {
            ratio
          }
        }
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
`

export interface HourFigures {
  readonly hourOfDay: number | null
  readonly dayOfWeek: number | null
  readonly offered: number
  readonly abandonRate: number | null
  readonly serviceLevel: { readonly ratio: number | null }
}

export const byHourDocument: Rows<HourFigures, StatisticsVariables> = gql`
  query QueueHours(
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
      groupBy: [DAY_OF_WEEK, HOUR_OF_DAY]
      timeZone: $timeZone
      queues: $queues
      openingHours: $openingHours
      first: 1000
      after: $after
    ) {
      edges {
        node {
          hourOfDay
          dayOfWeek
          offered
          abandonRate
          serviceLevel(formula: $formula, thresholdSeconds: $threshold) {
            ratio
          }
        }
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
`
