import type { OperationVariables, TypedDocumentNode } from '@apollo/client'
import { useApolloClient } from '@apollo/client/react'
import { useState } from 'react'
import { useLanguage } from '../i18n/language.ts'
import { messageOf } from './errors.ts'
import { toldIn, type Refusing } from './told-in.ts'

/** What every command of a page answers, under one name. */
interface Answered {
  readonly answer: Refusing
}

/** Sends a command; where it is refused, says why in the language of who reads. */
export function useCommand<D extends Answered, V extends OperationVariables>(
  document: TypedDocumentNode<D, V>,
  onDone: (data: D) => void,
) {
  const client = useApolloClient()
  const language = useLanguage()
  const [sending, setSending] = useState(false)
  const [problem, setProblem] = useState<string>()

  /** The answer, rejections and all; undefined, with the problem told, where there is none. */
  const attempt = async (variables: V): Promise<D | undefined> => {
    setSending(true)
    try {
      const { data } = await client.mutate({ mutation: document, variables, fetchPolicy: 'no-cache' })
      setProblem(undefined)
      return data ? { ...data, answer: await toldIn(language, data.answer) } : undefined
    } catch (error) {
      setProblem(messageOf(error))
      return undefined
    } finally {
      setSending(false)
    }
  }
  const send = async (variables: V) => {
    const data = await attempt(variables)
    if (!data) return
    const messages = data.answer.rejections.map(({ message }) => message)
    if (messages.length > 0) setProblem(messages.join(' '))
    else onDone(data)
  }
  return { send: (variables: V) => void send(variables), attempt, sending, problem }
}
