import { useQuery } from '@apollo/client/react'
import { useState, type SubmitEvent } from 'react'
import { agentNamesDocument } from '../call-history/queries.ts'
import { useCommand } from '../graphql/use-command.ts'
import { useMessages } from '../i18n/language.ts'
import { Select } from '../ui/forms/controls.tsx'
import { TextArea, TextField } from '../ui/forms/form.tsx'
import { Refusal } from '../ui/forms/refusal.tsx'
import { numbersOf } from './callback-words.ts'
import {
  endDocument,
  endings,
  releaseDocument,
  startDocument,
  takeDocument,
  type CallbackRequest,
  type Ending,
  type Ticket,
} from './queries.ts'

interface HandleProps {
  readonly request: CallbackRequest
  readonly onChanged: () => void
}

/** The step that comes next: somebody takes it, calls, and says how that ended. */
export function HandleForms({ request, onChanged }: HandleProps) {
  const running = request.tickets.find(({ status }) => status === null)
  if (request.takenBy === null) return <TakeForm request={request} onChanged={onChanged} />
  return (
    <>
      {running ? (
        <EndForm key={running.ticketId} request={request} ticket={running} onChanged={onChanged} />
      ) : (
        <StartForm request={request} agent={request.takenBy} onChanged={onChanged} />
      )}
      <ReleaseButton request={request} onChanged={onChanged} />
    </>
  )
}

const idOf = ({ site, requestId }: CallbackRequest) => ({ site, requestId })

function TakeForm({ request, onChanged }: HandleProps) {
  const t = useMessages()
  const [agent, setAgent] = useState('')
  const { data } = useQuery(agentNamesDocument)
  const { send, sending, problem } = useCommand(takeDocument, onChanged)
  const offered = (data?.agentBoard.agents ?? []).filter(({ site }) => site === request.site)
  const submit = (event: SubmitEvent) => {
    event.preventDefault()
    send({ input: { ...idOf(request), agent: agent.trim() } })
  }
  return (
    <form className="callback-step" onSubmit={submit}>
      <TextField
        label={t.callbacks.takenBy}
        value={agent}
        onChange={setAgent}
        required
        hint={t.callbacks.takenByHint}
        suggestions={offered.map(each => ({ value: each.agent, label: each.agentName ?? each.agent }))}
      />
      <button type="submit" className="button button-primary" disabled={sending || agent.trim() === ''}>
        {t.callbacks.take}
      </button>
      <Refusal problem={problem} />
    </form>
  )
}

function StartForm({ request, agent, onChanged }: HandleProps & { readonly agent: string }) {
  const t = useMessages()
  const numbers = numbersOf(request)
  const [phoneNumber, setPhoneNumber] = useState(numbers[0] ?? '')
  const { send, sending, problem } = useCommand(startDocument, onChanged)
  const submit = (event: SubmitEvent) => {
    event.preventDefault()
    send({ input: { ...idOf(request), agent, phoneNumber } })
  }
  return (
    <form className="callback-step" onSubmit={submit}>
      <Select
        label={t.callbacks.numberCalled}
        value={phoneNumber}
        options={numbers.map(value => ({ value, label: value }))}
        onChange={setPhoneNumber}
      />
      <p className="field-hint">{t.callbacks.startHint}</p>
      <button type="submit" className="button button-primary" disabled={sending}>
        {t.callbacks.start}
      </button>
      <Refusal problem={problem} />
    </form>
  )
}

function EndForm({ request, ticket, onChanged }: HandleProps & { readonly ticket: Ticket }) {
  const t = useMessages()
  const [status, setStatus] = useState<Ending>('ANSWERED')
  const [comment, setComment] = useState(ticket.comment ?? '')
  const [dueDate, setDueDate] = useState('')
  const { send, sending, problem } = useCommand(endDocument, onChanged)
  const submit = (event: SubmitEvent) => {
    event.preventDefault()
    send({
      input: {
        ...idOf(request),
        ticketId: ticket.ticketId,
        status,
        ...(comment.trim() !== '' && { comment: comment.trim() }),
        ...(status === 'CALLBACK' && dueDate !== '' && { dueDate }),
      },
    })
  }
  return (
    <form className="callback-step" onSubmit={submit}>
      <Select
        label={t.callbacks.howItEnded}
        value={status}
        options={endings.map(value => ({ value, label: t.callbacks.endings[value] }))}
        onChange={setStatus}
      />
      {status === 'CALLBACK' ? (
        <TextField
          label={t.callbacks.againOn}
          type="date"
          value={dueDate}
          onChange={setDueDate}
          hint={t.callbacks.nextDayHint}
        />
      ) : null}
      <TextArea label={t.callbacks.comment} value={comment} maxLength={2000} onChange={setComment} />
      <button type="submit" className="button button-primary" disabled={sending}>
        {t.callbacks.end}
      </button>
      <Refusal problem={problem} />
    </form>
  )
}

function ReleaseButton({ request, onChanged }: HandleProps) {
  const t = useMessages()
  const { send, sending, problem } = useCommand(releaseDocument, onChanged)
  return (
    <div className="callback-step">
      <button type="button" className="button" disabled={sending} onClick={() => send({ input: idOf(request) })}>
        {t.callbacks.release}
      </button>
      <Refusal problem={problem} />
    </div>
  )
}
