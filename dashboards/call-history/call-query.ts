import { gql, type TypedDocumentNode } from '@apollo/client'
import type { RawEvent } from '../ui/tables/raw-events.tsx'
import type { CallOutcome, Direction } from './call-filter.ts'
import type { ExclusionReason } from './correction-queries.ts'
import type { Party } from './queries.ts'

export type PartyRole = 'CALLEE' | 'CALLER' | 'CONSULTATION' | 'PICKER' | 'RETRIEVER'

export interface Participant extends Party {
  readonly uniqueId: string
  readonly role: PartyRole
  readonly queue: string | null
  readonly startedAt: string
  readonly endedAt: string | null
  readonly ringSeconds: number | null
  readonly talkSeconds: number
  readonly holdSeconds: number | null
}

export const stepKinds = [
  'TALK',
  'CONSULTATION',
  'CONFERENCE',
  'RING',
  'HOLD',
  'QUEUE',
  'PARKED',
  'IVR',
  'VOICEMAIL',
  'RECORDING',
  'DIALLED',
  'TRANSFER',
  'PICKUP',
  'FORWARD',
  'REFUSED',
  'APPLICATION',
  'HANGUP',
] as const
export type StepKind = (typeof stepKinds)[number]

export interface Step {
  readonly kind: StepKind
  readonly at: string
  readonly until: string | null
  readonly seconds: number | null
  readonly detail: string | null
  readonly participant: (Party & { readonly uniqueId: string }) | null
}

export interface Transfer {
  readonly kind: 'ATTENDED' | 'BLIND'
  readonly at: string | null
  readonly to: string | null
  readonly by: Party | null
  readonly target: Party | null
  readonly transferred: Party | null
}

export interface WitnessDifference {
  readonly figure: 'HOLD' | 'RING' | 'TALK' | 'WAIT'
  readonly agent: string | null
  readonly queue: string | null
  readonly bridgesSeconds: number | null
  readonly queueLogSeconds: number | null
  readonly amiSeconds: number | null
}

export interface Exclusion {
  readonly reason: ExclusionReason
  readonly text: string | null
  readonly at: string
  readonly actor: string | null
}

interface AttachedPair {
  readonly key: string
  readonly value: string
  readonly at: string
  /** Who attached it by a command; null: the dialplan. */
  readonly actor: string | null
}

export interface CallNote {
  readonly text: string
  readonly at: string
  readonly actor: string | null
}

export interface WholeCall {
  readonly id: string
  readonly site: string
  readonly callId: string
  readonly startedAt: string
  readonly endedAt: string | null
  readonly direction: Direction
  readonly outcome: CallOutcome
  readonly callerNumber: string | null
  readonly callerName: string | null
  readonly calledNumber: string | null
  readonly queues: readonly string[]
  readonly durationSeconds: number | null
  readonly waitSeconds: number | null
  readonly ringSeconds: number | null
  readonly talkSeconds: number | null
  readonly holdSeconds: number | null
  readonly hungUpBy: 'AGENT' | 'CALLEE' | 'CALLER' | 'SYSTEM' | 'UNKNOWN' | null
  readonly flags: readonly string[]
  readonly tags: readonly string[]
  readonly notes: readonly CallNote[]
  readonly exclusion: Exclusion | null
  readonly to: Party | null
  readonly participants: readonly Participant[]
  readonly path: readonly Step[]
  readonly transfers: readonly Transfer[]
  readonly attachedData: readonly AttachedPair[]
  readonly witnesses: readonly WitnessDifference[]
}

/** A call by its global id, or by the uniqueid of one of its channels at a site. */
export interface CallName extends Record<string, unknown> {
  readonly id?: string
  readonly uniqueId?: string
  readonly site?: string
}

export const callDocument: TypedDocumentNode<{ readonly call: WholeCall | null }, CallName> = gql`
  query Call($id: ID, $uniqueId: String, $site: String) {
    call(id: $id, uniqueId: $uniqueId, site: $site) {
      id
      site
      callId
      startedAt
      endedAt
      direction
      outcome
      callerNumber
      callerName
      calledNumber
      queues
      durationSeconds
      waitSeconds
      ringSeconds
      talkSeconds
      holdSeconds
      hungUpBy
      flags
      tags
      notes {
        text
        at
        actor
      }
      exclusion {
        reason
        text
        at
        actor
      }
      to {
        ...Party
      }
      participants {
        ...Party
        uniqueId
        role
        queue
        startedAt
        endedAt
        ringSeconds
        talkSeconds
        holdSeconds
      }
      path {
        kind
        at
        until
        seconds
        detail
        participant {
          ...Party
          uniqueId
        }
      }
      transfers {
        kind
        at
        to
        by {
          ...Party
        }
        target {
          ...Party
        }
        transferred {
          ...Party
        }
      }
      attachedData {
        key
        value
        at
        actor
      }
      witnesses {
        figure
        agent
        queue
        bridgesSeconds
        queueLogSeconds
        amiSeconds
      }
    }
  }

  fragment Party on Participant {
    number
    name
    agent
    agentName
    line
  }
`

export const callEventsDocument: TypedDocumentNode<
  { readonly call: { readonly id: string; readonly events: readonly RawEvent[] } | null },
  { readonly id: string }
> = gql`
  query CallEvents($id: ID!) {
    call(id: $id) {
      id
      events {
        id
        position
        type
        occurredAt
        raw
      }
    }
  }
`

interface EarlierCall {
  readonly id: string
  readonly site: string
  readonly startedAt: string
  readonly outcome: CallOutcome
  readonly talkSeconds: number | null
  readonly queues: readonly string[]
  readonly agents: readonly string[]
}

export const earlierCallsDocument: TypedDocumentNode<
  {
    readonly customerHistory: {
      readonly totalCount: number
      readonly edges: readonly { readonly node: EarlierCall }[]
    }
  },
  { readonly number: string; readonly before: string }
> = gql`
  query EarlierCalls($number: String!, $before: DateTime!) {
    customerHistory(number: $number, first: 10, period: { from: "1970-01-01T00:00:00Z", to: $before }) {
      totalCount
      edges {
        node {
          id
          site
          startedAt
          outcome
          talkSeconds
          queues
          agents
        }
      }
    }
  }
`
