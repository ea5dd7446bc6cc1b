import type { AnsweredQualification } from '../../domain/qualifications/answers.ts'
import type { Position } from '../../domain/kernel/event.ts'
import type { Micros } from '../../domain/kernel/time.ts'
import type { Interval, Period } from '../../domain/metrics/figures.ts'
import type { PageRequest, Scope, SiteItem } from '../scope.ts'

export interface QualificationAnswerRow extends AnsweredQualification {
  /** Position of its event: its number for good. */
  readonly id: Position
  readonly answeredAt: Micros
  readonly qualificationName: string
  readonly subQualificationName: string
  readonly actor: string | null
}

export interface AnswerFilter {
  /** Queues whose answers the asker may see and has asked for. */
  readonly scope: Scope
  /** Answered in it. */
  readonly period?: Period
  readonly site?: string
  readonly agents?: readonly SiteItem[]
  readonly qualifications?: readonly string[]
  readonly subQualifications?: readonly string[]
}

export type AnswerOrder = 'NEWEST_FIRST' | 'OLDEST_FIRST'

export interface AnswersRequest extends PageRequest {
  readonly filter: AnswerFilter
  readonly orderBy: AnswerOrder
}

export interface AnswerStatisticsRequest {
  readonly scope: Scope
  readonly period: Period
  readonly interval: Interval
  readonly timeZone: string
}

/** How often something was chosen about the calls of a queue in an interval. */
export interface AnswerStatisticsRow {
  readonly site: string
  readonly queue: string
  readonly start: Micros
  readonly end: Micros
  readonly qualification: string
  readonly subQualification: string
  /** As the agents read them last in the interval. */
  readonly qualificationName: string
  readonly subQualificationName: string
  readonly answers: number
  /** Different calls that it was said of. */
  readonly calls: number
}
