import { waitBucket, type QueueFigures, type WaitHistogram } from '../figures.ts'
import { noQueueFigures } from '../sums.ts'

const outcomes = ['answered', 'abandoned', 'timedOut', 'exitedEmpty', 'exitedWithKey', 'lostBySystem', 'open'] as const

/** Place in the list of outcomes (0 to 6), wait and talk in microseconds: what a generator draws. */
type DrawnVisit = readonly [outcome: number, wait: number, talk: number]

/** Counted as the projections do, with T = 15, s = 5 and t1 = 15. */
export function figuresOfVisits(visits: readonly DrawnVisit[]): QueueFigures {
  const figures: Record<keyof QueueFigures, number | null> = { ...noQueueFigures }
  const add = (name: keyof QueueFigures, amount: number | boolean) => {
    figures[name] = Number(figures[name]) + Number(amount)
  }
  for (const [drawn, wait, talk] of visits) {
    const outcome = outcomes[drawn] ?? 'open'
    add('offered', 1)
    add(outcome, 1)
    if (outcome === 'open') continue
    add('waitOfAll', wait)
    figures.maxWait = Math.max(figures.maxWait ?? 0, wait)
    if (outcome === 'answered') {
      add('answeredInTime', wait <= 15e6)
      add('answeredBeforeT1', wait < 15e6)
      add('waitOfAnswered', wait)
      add('talk', talk)
      add('talkedVisits', 1)
      add(talk % 2 ? 'transferredBlind' : 'hungUpByAgent', 1)
    }
    if (outcome === 'abandoned') {
      add('abandonedInTime', wait <= 15e6)
      add('shortAbandoned', wait <= 5e6)
      add('waitOfAbandoned', wait)
    }
  }
  return figures as QueueFigures
}

export function waitsOfVisits(visits: readonly DrawnVisit[], outcome: (typeof outcomes)[number]): WaitHistogram {
  const waits = new Map<number, number>()
  for (const [drawn, wait] of visits)
    if (outcomes[drawn] === outcome) waits.set(waitBucket(wait), (waits.get(waitBucket(wait)) ?? 0) + 1)
  return waits
}
