import { useState } from 'react'
import type { OperationVariables, TypedDocumentNode } from '@apollo/client'
import { useCommand } from '../graphql/use-command.ts'
import { useMessages } from '../i18n/language.ts'
import { Icon } from '../ui/icons.tsx'
import { Refusal } from '../ui/forms/refusal.tsx'
import type { Acted } from './queries.ts'

/** Sends a command on an agent and keeps what came of it, to be said beside its button. */
export function useAction<V extends OperationVariables>(
  document: TypedDocumentNode<Acted, V>,
  onDone: () => void = () => undefined,
) {
  const [acted, setActed] = useState<Acted['answer']>()
  const { send, sending, problem } = useCommand(document, ({ answer }) => {
    setActed(answer)
    onDone()
  })
  return { send, sending, outcome: { sending, problem, acted } }
}

interface OutcomeProps {
  readonly of: {
    readonly sending: boolean
    readonly problem: string | undefined
    readonly acted: Acted['answer'] | undefined
  }
}

/** Refused and why, or what the PBX did and whether its queue_log has shown it. */
export function Outcome({ of: { sending, problem, acted } }: OutcomeProps) {
  const t = useMessages()
  if (sending)
    return (
      <p className="outcome" role="status">
        {t.acting.sending}
      </p>
    )
  if (problem !== undefined) return <Refusal problem={problem} />
  if (!acted) return null
  return (
    <div className="outcome" role="status">
      <Icon name={acted.done.length > 0 && acted.shown === null ? 'recording' : 'good'} />
      <div>
        <strong>
          {acted.done.length === 0 ? t.acting.wasSo : acted.shown === null ? t.acting.notShown : t.acting.shown}
        </strong>
        {acted.done.length > 0 ? (
          <details>
            <summary>{t.acting.whatWasDone}</summary>
            <ul>
              {acted.done.map(sentence => (
                <li key={sentence}>{sentence}</li>
              ))}
            </ul>
          </details>
        ) : null}
      </div>
    </div>
  )
}
