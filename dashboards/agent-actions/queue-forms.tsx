import { useState, type SubmitEvent } from 'react'
import { useMessages } from '../i18n/language.ts'
import { Select } from '../ui/forms/controls.tsx'
import { Outcome, useAction } from './outcome.tsx'
import { leaveQueueDocument, setQueueDocument, type AgentControls, type OfAgent, type QueueChoice } from './queries.ts'

interface QueueFormsProps {
  readonly of: OfAgent
  readonly controls: AgentControls
  readonly disabled: boolean
  readonly onChanged: () => void
}

/** The queues that he is in, with the penalty of each, and those that he can be put into (contact-center §9.6). */
export function QueueForms({ of, controls, disabled, onChanged }: QueueFormsProps) {
  const t = useMessages()
  const own = controls.queues.filter(({ penalty }) => penalty !== null)
  const others = controls.queues.filter(({ penalty }) => penalty === null)
  return (
    <>
      {own.length > 0 ? (
        <ul className="agent-queues">
          {own.map(choice => (
            <OwnQueue
              key={`${choice.queue} ${choice.penalty}`}
              of={of}
              choice={choice}
              disabled={disabled}
              onChanged={onChanged}
            />
          ))}
        </ul>
      ) : (
        <p className="muted">{t.acting.inNoQueue}</p>
      )}
      {others.length > 0 ? (
        <NewQueue
          key={others.map(({ queue }) => queue).join(' ')}
          of={of}
          others={others}
          disabled={disabled}
          onChanged={onChanged}
        />
      ) : null}
    </>
  )
}

interface OwnQueueProps extends Omit<QueueFormsProps, 'controls'> {
  readonly choice: QueueChoice
}

function OwnQueue({ of, choice: { queue, displayName, penalty, basePenalty }, disabled, onChanged }: OwnQueueProps) {
  const t = useMessages()
  const [wanted, setWanted] = useState(String(penalty ?? 0))
  const change = useAction(setQueueDocument, onChanged)
  const leave = useAction(leaveQueueDocument, onChanged)
  const submit = (event: SubmitEvent) => {
    event.preventDefault()
    change.send({ input: { ...of, queue, penalty: Number(wanted) } })
  }
  return (
    <li>
      <form className="action" onSubmit={submit} aria-label={displayName}>
        <div className="action-row">
          <span className="agent-queue-name">
            {displayName}
            <span className="cell-note">
              {[
                displayName === queue ? undefined : queue,
                basePenalty === null ? t.acting.notInBase : t.acting.inBase(basePenalty),
              ]
                .filter(Boolean)
                .join(' · ')}
            </span>
          </span>
          <Penalty value={wanted} disabled={disabled} onChange={setWanted} />
          <button
            type="submit"
            className="button"
            disabled={disabled || change.sending || wanted === '' || Number(wanted) === penalty}
          >
            {t.acting.changePenalty}
          </button>
          <button
            type="button"
            className="button button-quiet"
            aria-label={t.acting.leaveQueue(displayName)}
            disabled={disabled || leave.sending}
            onClick={() => leave.send({ input: { ...of, queue } })}
          >
            {t.acting.leave}
          </button>
        </div>
        <Outcome of={change.outcome} />
        <Outcome of={leave.outcome} />
      </form>
    </li>
  )
}

interface NewQueueProps extends Omit<QueueFormsProps, 'controls'> {
  readonly others: readonly QueueChoice[]
}

function NewQueue({ of, others, disabled, onChanged }: NewQueueProps) {
  const t = useMessages()
  const [queue, setQueue] = useState(others[0]?.queue ?? '')
  const [penalty, setPenalty] = useState('0')
  const { send, sending, outcome } = useAction(setQueueDocument, onChanged)
  const submit = (event: SubmitEvent) => {
    event.preventDefault()
    send({ input: { ...of, queue, penalty: Number(penalty) } })
  }
  return (
    <form className="action" onSubmit={submit}>
      <div className="action-row">
        <Select
          label={t.acting.putIntoQueue}
          value={queue}
          options={others.map(({ queue: value, displayName }) => ({ value, label: displayName }))}
          onChange={setQueue}
        />
        <Penalty value={penalty} disabled={disabled} onChange={setPenalty} />
        <button type="submit" className="button" disabled={disabled || sending || penalty === ''}>
          {t.acting.putIn}
        </button>
      </div>
      <Outcome of={outcome} />
    </form>
  )
}

interface PenaltyProps {
  readonly value: string
  readonly disabled: boolean
  readonly onChange: (value: string) => void
}

function Penalty({ value, disabled, onChange }: PenaltyProps) {
  const t = useMessages()
  return (
    <label className="field" title={t.acting.penaltyMeaning}>
      <span className="field-label">{t.acting.penalty}</span>
      <input
        type="number"
        className="penalty"
        min={0}
        step={1}
        required
        disabled={disabled}
        value={value}
        onChange={({ currentTarget }) => onChange(currentTarget.value)}
      />
    </label>
  )
}
