import { useState, type SubmitEvent } from 'react'
import { mayCorrect, useIdentity } from '../app/identity.ts'
import { formatLongDay, formatClock, millisOf } from '../format/instants.ts'
import { useCommand } from '../graphql/use-command.ts'
import { useLanguage, useMessages } from '../i18n/language.ts'
import { Select } from '../ui/forms/controls.tsx'
import { Icon } from '../ui/icons.tsx'
import { Refusal } from '../ui/forms/refusal.tsx'
import type { Exclusion, WholeCall } from './call-query.ts'
import { excludeDocument, exclusionReasons, includeDocument, type ExclusionReason } from './correction-queries.ts'

/** Seen before any figure of the call: it counts nowhere, why, who said so and when. */
export function ExclusionSign({ exclusion, zone }: { exclusion: Exclusion; zone: string }) {
  const t = useMessages()
  const language = useLanguage()
  const at = millisOf(exclusion.at)
  return (
    <p className="exclusion-sign" role="note">
      <Icon name="warn" />
      <span>
        <strong>{t.history.excluded(t.history.reasons[exclusion.reason])}</strong>
        {exclusion.text === null ? '' : ` ${exclusion.text}`}
        <span className="cell-note">
          {formatLongDay(at, zone, language)}, {formatClock(at, zone, language)}
          {exclusion.actor === null ? '' : ` · ${t.history.by(exclusion.actor)}`}
        </span>
      </span>
    </p>
  )
}

/** To leave the call out of the figures, or to count it again. */
export function ExclusionForm({ call, onDone }: { call: WholeCall; onDone: () => void }) {
  return mayCorrect(useIdentity()) ? (
    call.exclusion ? (
      <IncludeAgain id={call.id} onDone={onDone} />
    ) : (
      <Exclude id={call.id} onDone={onDone} />
    )
  ) : null
}

function IncludeAgain({ id, onDone }: { id: string; onDone: () => void }) {
  const t = useMessages()
  const { send, sending, problem } = useCommand(includeDocument, onDone)
  return (
    <div className="correction-form">
      <button type="button" className="button" disabled={sending} onClick={() => send({ input: { id } })}>
        {t.history.includeAgain}
      </button>
      <Refusal problem={problem} />
    </div>
  )
}

function Exclude({ id, onDone }: { id: string; onDone: () => void }) {
  const t = useMessages()
  const { send, sending, problem } = useCommand(excludeDocument, onDone)
  const [reason, setReason] = useState<ExclusionReason>('TEST')
  const [text, setText] = useState('')
  const submit = (event: SubmitEvent) => {
    event.preventDefault()
    send({ input: { id, reason, ...(text.trim() !== '' && { text }) } })
  }
  return (
    <details className="correction">
      <summary>{t.history.exclude}</summary>
      <form className="correction-form" onSubmit={submit}>
        <p className="muted">{t.history.excludeHint}</p>
        <Select
          label={t.history.reason}
          value={reason}
          options={exclusionReasons.map(value => ({ value, label: t.history.reasons[value] }))}
          onChange={setReason}
        />
        <label className="field">
          <span className="field-label">{t.history.reasonText}</span>
          <textarea
            rows={2}
            maxLength={2000}
            value={text}
            required={reason === 'OTHER'}
            onChange={({ currentTarget }) => setText(currentTarget.value)}
          />
        </label>
        <button type="submit" className="button button-primary" disabled={sending}>
          {t.history.exclude}
        </button>
        <Refusal problem={problem} />
      </form>
    </details>
  )
}
