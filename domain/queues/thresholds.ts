import { accept, nothingToDo, reject, type Decider, type Rejection } from '../kernel/decider.ts'
import type { Micros } from '../kernel/time.ts'

/** Limits in seconds by which waits are judged. */
export interface Thresholds {
  /** T of the service level: answered in time is wait <= T (products-and-metrics 2.2). */
  readonly serviceLevelSeconds: number
  /** s: an abandon after at most s seconds is a short one. */
  readonly shortAbandonSeconds: number
  /** t1 and t2 of the periodic tables: less is wait < t1, between is t1 <= wait < t2 (contact-center 5.9). */
  readonly t1Seconds: number
  readonly t2Seconds: number
}

/** contact-center 5.9 installs t1 = 15 and t2 = 20; 8.1 judges by 15; products-and-metrics 2.3 #7 sets s = 5. */
export const defaultThresholds: Thresholds = {
  serviceLevelSeconds: 15,
  shortAbandonSeconds: 5,
  t1Seconds: 15,
  t2Seconds: 20,
}

/** A day: nobody waits longer. */
export const mostThresholdSeconds = 86_400

export function bandsOutOfOrder({ t1Seconds, t2Seconds }: Thresholds, field: string): readonly Rejection[] {
  if (t2Seconds >= t1Seconds) return []
  return [{ field, rule: 'order', message: `t2 (${t2Seconds}) must not be less than t1 (${t1Seconds})` }]
}

type ThresholdCommand = {
  type: 'SetQueueThresholds'
  site: string
  queue: string
  effectiveFrom: Micros
  thresholds: Thresholds
}

export type ThresholdEvent = {
  type: 'QueueThresholdsSet'
  site: string
  queue: string
  effectiveFrom: Micros
  thresholds: Thresholds
}

/** Ascending by effectiveFrom; among equals the later one counts. */
export type ThresholdHistory = readonly { readonly effectiveFrom: Micros; readonly thresholds: Thresholds }[]

export const thresholdStream = (site: string, queue: string): string => `queue-thresholds/${site}/${queue}`

/** One stream a queue (thresholdStream). */
export const thresholds: Decider<ThresholdCommand, ThresholdEvent, ThresholdHistory> = {
  initial: [],

  decide(command, history) {
    for (const [field, seconds] of Object.entries(command.thresholds) as [string, number][])
      if (!(seconds >= 0 && seconds <= mostThresholdSeconds))
        return reject(field, 'range', `seconds from 0 to ${mostThresholdSeconds}`)
    const rejections = bandsOutOfOrder(command.thresholds, 't2Seconds')
    if (rejections.length > 0) return { accepted: false, rejections }
    return sameThresholds(thresholdsAt(history, command.effectiveFrom), command.thresholds)
      ? nothingToDo
      : accept({ ...command, type: 'QueueThresholdsSet' })
  },

  evolve: (history, event) => withThresholds(history, event),
}

export function withThresholds(history: ThresholdHistory, event: ThresholdEvent): ThresholdHistory {
  const { effectiveFrom, thresholds: limits } = event
  return [...history, { effectiveFrom, thresholds: limits }].sort((a, b) => a.effectiveFrom - b.effectiveFrom)
}

export const sameThresholds = (a: Thresholds, b: Thresholds): boolean =>
  a.serviceLevelSeconds === b.serviceLevelSeconds &&
  a.shortAbandonSeconds === b.shortAbandonSeconds &&
  a.t1Seconds === b.t1Seconds &&
  a.t2Seconds === b.t2Seconds

/** What counted at the instant; the defaults before the first change. */
export function thresholdsAt(history: ThresholdHistory, at: Micros): Thresholds {
  let current = defaultThresholds
  for (const change of history) {
    if (change.effectiveFrom > at) break
    current = change.thresholds
  }
  return current
}
