import { gql, type TypedDocumentNode } from '@apollo/client'

export interface OfAgent {
  readonly site: string
  /** Member name, `Agent/8001`. */
  readonly agent: string
}

export interface QueueChoice {
  readonly queue: string
  readonly displayName: string
  readonly penalty: number | null
  readonly basePenalty: number | null
}

/** Why he cannot be acted on. */
export type Obstacle = 'NOT_CONFIGURED' | 'NO_MEDIA_SERVER' | 'NOT_REACHED'

export interface AgentControls {
  readonly obstacle: Obstacle | null
  readonly pauseReasons: readonly { readonly reason: string; readonly label: string }[]
  readonly queues: readonly QueueChoice[]
  readonly phoneNumbers: readonly string[]
}

export const agentControlsDocument: TypedDocumentNode<{ readonly agentControls: AgentControls }, OfAgent> = gql`
  query AgentControls($site: String!, $agent: String!) {
    agentControls(site: $site, agent: $agent) {
      obstacle
      pauseReasons {
        reason
        label
      }
      queues {
        queue
        displayName
        penalty
        basePenalty
      }
      phoneNumbers
    }
  }
`

/** What every command on an agent answers, under one name. */
export interface Acted {
  readonly answer: {
    readonly rejections: readonly { readonly message: string }[]
    readonly done: readonly string[]
    readonly shown: { readonly events: readonly string[] } | null
  }
}

type Acting<Input> = TypedDocumentNode<Acted, { readonly input: OfAgent & Input }>

export const loginDocument: Acting<{ readonly phoneNumber: string }> = gql`
  mutation LoginAgent($input: LoginAgentInput!) {
    answer: loginAgent(input: $input) {
      rejections {
        message
      }
      done
      shown {
        events
      }
    }
  }
`

export const logoutDocument: Acting<object> = gql`
  mutation LogoutAgent($input: LogoutAgentInput!) {
    answer: logoutAgent(input: $input) {
      rejections {
        message
      }
      done
      shown {
        events
      }
    }
  }
`

export const pauseDocument: Acting<{ readonly reason?: string }> = gql`
  mutation PauseAgent($input: PauseAgentInput!) {
    answer: pauseAgent(input: $input) {
      rejections {
        message
      }
      done
      shown {
        events
      }
    }
  }
`

export const unpauseDocument: Acting<object> = gql`
  mutation UnpauseAgent($input: UnpauseAgentInput!) {
    answer: unpauseAgent(input: $input) {
      rejections {
        message
      }
      done
      shown {
        events
      }
    }
  }
`

export const setQueueDocument: Acting<{ readonly queue: string; readonly penalty: number }> = gql`
  mutation SetAgentQueue($input: SetAgentQueueInput!) {
    answer: setAgentQueue(input: $input) {
      rejections {
        message
      }
      done
      shown {
        events
      }
    }
  }
`

export const leaveQueueDocument: Acting<{ readonly queue: string }> = gql`
  mutation RemoveAgentFromQueue($input: RemoveAgentFromQueueInput!) {
    answer: removeAgentFromQueue(input: $input) {
      rejections {
        message
      }
      done
      shown {
        events
      }
    }
  }
`
