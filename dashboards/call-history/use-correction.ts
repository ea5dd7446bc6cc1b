import type { OperationVariables, TypedDocumentNode } from '@apollo/client'
import { useApolloClient } from '@apollo/client/react'
import { useState } from 'react'
import { messageOf } from '../graphql/errors.ts'
import type { Corrected } from './correction-queries.ts'

/** Sends a command about a call; where it is refused, says why in the server's words. */
export function useCorrection<V extends OperationVariables>(
  document: TypedDocumentNode<Corrected, V>,
  onDone: () => void,
) {
  const client = useApolloClient()
  const [sending, setSending] = useState(false)
  const [problem, setProblem] = useState<string>()

  const send = async (variables: V) => {
    setSending(true)
    const refused = await answerOf(client.mutate({ mutation: document, variables, fetchPolicy: 'no-cache' }))
    setSending(false)
    setProblem(refused)
    if (refused === undefined) onDone()
  }
  return { send: (variables: V) => void send(variables), sending, problem }
}

/** @returns why it was refused, undefined when it was not */
async function answerOf(sent: Promise<{ data?: Corrected | undefined }>): Promise<string | undefined> {
  try {
    const { data } = await sent
    const messages = data?.answer.rejections.map(({ message }) => message) ?? []
    return messages.length > 0 ? messages.join(' ') : undefined
  } catch (error) {
    return messageOf(error)
  }
}
