import { useState, type SubmitEvent } from 'react'
import { useCommand } from '../graphql/use-command.ts'
import { useMessages } from '../i18n/language.ts'
import { Check, TextField } from '../ui/forms/form.tsx'
import { Refusal } from '../ui/forms/refusal.tsx'
import { SureButton } from '../ui/forms/sure-button.tsx'
import { changePeriodsDocument } from './list-queries.ts'
import type { OfferedPeriod } from './queries.ts'

interface PeriodFormProps {
  readonly site: string
  /** Undefined: a new one. */
  readonly period: OfferedPeriod | undefined
  readonly others: readonly OfferedPeriod[]
  readonly onDone: () => void
  readonly onBack: () => void
}

/** A part of the day. Where it becomes the default one, the one that was so far ceases to be. */
export function PeriodForm({ site, period, others, onDone, onBack }: PeriodFormProps) {
  const t = useMessages()
  const [name, setName] = useState(period?.name ?? '')
  const [displayName, setDisplayName] = useState(period?.displayName ?? '')
  const [start, setStart] = useState(period?.start ?? '09:00')
  const [end, setEnd] = useState(period?.end ?? '12:00')
  const [isDefault, setDefault] = useState(period?.default ?? others.length === 0)
  const { send, sending, problem } = useCommand(changePeriodsDocument, onDone)
  const defaultSoFar = others.find(other => other.default)
  const submit = (event: SubmitEvent) => {
    event.preventDefault()
    const value = { name: name.trim(), displayName: displayName.trim(), start, end, default: isDefault }
    const ceases = isDefault && defaultSoFar ? [{ name: defaultSoFar.name, default: false }] : []
    send({
      input: {
        site,
        commands: [
          ...ceases.map(change => ({ changeCallbackPeriod: change })),
          period ? { changeCallbackPeriod: value } : { defineCallbackPeriod: { ...value, description: null } },
        ],
      },
    })
  }
  return (
    <form className="form" onSubmit={submit}>
      <button type="button" className="button button-quiet form-back" onClick={onBack}>
        ‹ {t.callbacks.lists}
      </button>
      {period ? null : (
        <TextField label={t.callbacks.shortName} value={name} onChange={setName} required hint={t.callbacks.nameHint} />
      )}
      <TextField
        label={t.name}
        value={displayName}
        onChange={setDisplayName}
        required
        maxLength={128}
        hint={t.callbacks.periodNameHint}
      />
      <div className="form-pair">
        <TextField label={t.callbacks.begins} type="time" value={start} onChange={setStart} required />
        <TextField label={t.callbacks.ends} type="time" value={end} onChange={setEnd} required />
      </div>
      <Check label={t.callbacks.defaultPeriod} checked={isDefault} onChange={setDefault} />
      {isDefault && defaultSoFar ? (
        <p className="field-hint">{t.callbacks.insteadOf(defaultSoFar.displayName)}</p>
      ) : null}
      <div className="form-buttons">
        <button
          type="submit"
          className="button button-primary"
          disabled={sending || name.trim() === '' || displayName.trim() === ''}
        >
          {period ? t.access.change : t.callbacks.newPeriod}
        </button>
        {period ? (
          <SureButton
            label={t.callbacks.remove}
            question={t.callbacks.removePeriodQuestion(period.displayName)}
            confirm={t.callbacks.removeNow}
            disabled={sending}
            onConfirm={() => send({ input: { site, commands: [{ removeCallbackPeriod: { name: period.name } }] } })}
          />
        ) : null}
      </div>
      <Refusal problem={problem} />
    </form>
  )
}
