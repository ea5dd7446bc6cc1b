import { gql, type TypedDocumentNode } from '@apollo/client'
import { useQuery } from '@apollo/client/react'
import { createContext, useContext, useEffect, useMemo, useState } from 'react'
import type { SparkBar } from '../../charts/spark-bars.tsx'
import { onTick } from '../../ui/ticker.ts'

const quarterMs = 900_000
const quarters = 12

interface ArrivalsData {
  readonly queueStatistics: {
    readonly edges: readonly {
      readonly node: {
        readonly site: string | null
        readonly queue: string | null
        readonly start: string
        readonly offered: number
        readonly answered: number
        readonly open: number
      }
    }[]
  }
}

interface ArrivalsVariables {
  readonly period: { readonly from: string; readonly to: string }
}

export const arrivalsDocument: TypedDocumentNode<ArrivalsData, ArrivalsVariables> = gql`
  query Arrivals($period: PeriodInput!) {
    queueStatistics(period: $period, groupBy: [QUEUE], interval: QUARTER_HOUR, timeZone: "UTC", first: 1000) {
      edges {
        node {
          site
          queue
          start
          offered
          answered
          open
        }
      }
    }
  }
`

type Arrivals = ReadonlyMap<string, readonly SparkBar[]>

/** By `site/queue`: the last three hours in closed quarters. What came in is asked for when a quarter ends, not polled. */
export function useArrivalsOfAll(now: () => number): Arrivals {
  const [quarter, setQuarter] = useState(() => Math.floor(now() / quarterMs))
  useEffect(() => onTick(() => setQuarter(Math.floor((now() - settleMs) / quarterMs))), [now])
  const period = useMemo(
    () => ({
      from: new Date((quarter - quarters) * quarterMs).toISOString(),
      to: new Date(quarter * quarterMs).toISOString(),
    }),
    [quarter],
  )
  const { data, previousData } = useQuery(arrivalsDocument, { variables: { period } })
  const answer = data ?? previousData
  return useMemo(() => barsByQueue(answer?.queueStatistics.edges.map(({ node }) => node) ?? []), [answer])
}

/** The last calls of a quarter need a moment to be written, read and counted. */
const settleMs = 15_000

function barsByQueue(rows: readonly ArrivalsData['queueStatistics']['edges'][number]['node'][]): Arrivals {
  const bars = new Map<string, SparkBar[]>()
  for (const { site, queue, start, offered, answered, open } of rows) {
    const id = `${site ?? ''}/${queue ?? ''}`
    const bar = { key: start, answered, lost: Math.max(0, offered - answered - open) }
    const known = bars.get(id)
    if (known) known.push(bar)
    else bars.set(id, [bar])
  }
  for (const known of bars.values()) known.sort((a, b) => a.key.localeCompare(b.key))
  return bars
}

export const ArrivalsContext = createContext<Arrivals>(new Map())

export const useArrivals = (id: string): readonly SparkBar[] | undefined => useContext(ArrivalsContext).get(id)
