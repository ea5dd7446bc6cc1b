import type { OperationVariables, TypedDocumentNode } from '@apollo/client'
import { useApolloClient } from '@apollo/client/react'
import { useState } from 'react'
import { messageOf } from './errors.ts'

/** What every command of a page answers, under one name. */
interface Answered {
  readonly answer: { readonly rejections: readonly { readonly message: string }[] }
}

/** Sends a command; where it is refused, says why in the server's words. */
export function useCommand<D extends Answered, V extends OperationVariables>(
  document: TypedDocumentNode<D, V>,
  onDone: (data: D) => void,
) {
  const client = useApolloClient()
  const [sending, setSending] = useState(false)
  const [problem, setProblem] = useState<string>()

  const send = async (variables: V) => {
    setSending(true)
    try {
      const { data } = await client.mutate({ mutation: document, variables, fetchPolicy: 'no-cache' })
      const messages = data?.answer.rejections.map(({ message }) => message) ?? []
      setProblem(messages.length > 0 ? messages.join(' ') : undefined)
      if (data && messages.length === 0) onDone(data)
    } catch (error) {
      setProblem(messageOf(error))
    } finally {
      setSending(false)
    }
  }
  return { send: (variables: V) => void send(variables), sending, problem }
}
