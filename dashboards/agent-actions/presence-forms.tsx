import { useId, useState, type SubmitEvent } from 'react'
import { useMessages } from '../i18n/language.ts'
import { Select } from '../ui/forms/controls.tsx'
import { Outcome, useAction } from './outcome.tsx'
import {
  loginDocument,
  logoutDocument,
  pauseDocument,
  unpauseDocument,
  type AgentControls,
  type OfAgent,
} from './queries.ts'

interface FormProps {
  readonly of: OfAgent
  readonly controls: AgentControls
  /** Nothing can be done; why stands above. */
  readonly disabled: boolean
}

/** On which line: those of his context are offered, and any number may be typed. */
export function LoginForm({ of, controls, disabled }: FormProps) {
  const t = useMessages()
  const lines = useId()
  const [phoneNumber, setPhoneNumber] = useState('')
  const { send, sending, outcome } = useAction(loginDocument)
  const submit = (event: SubmitEvent) => {
    event.preventDefault()
    send({ input: { ...of, phoneNumber: phoneNumber.trim() } })
  }
  return (
    <form className="action" onSubmit={submit}>
      <div className="action-row">
        <label className="field">
          <span className="field-label">{t.acting.lineNumber}</span>
          <input
            type="text"
            inputMode="tel"
            autoComplete="off"
            list={lines}
            required
            disabled={disabled}
            value={phoneNumber}
            onChange={({ currentTarget }) => setPhoneNumber(currentTarget.value)}
          />
          <datalist id={lines}>
            {controls.phoneNumbers.map(number => (
              <option key={number} value={number} />
            ))}
          </datalist>
        </label>
        <button type="submit" className="button button-primary" disabled={disabled || sending}>
          {t.acting.logIn}
        </button>
      </div>
      <Outcome of={outcome} />
    </form>
  )
}

/** A pause in all his queues; given again with another reason it goes on under that. */
export function PauseForm({ of, controls, disabled }: FormProps) {
  const t = useMessages()
  const [reason, setReason] = useState('')
  const { send, sending, outcome } = useAction(pauseDocument)
  const submit = (event: SubmitEvent) => {
    event.preventDefault()
    send({ input: { ...of, ...(reason !== '' && { reason }) } })
  }
  return (
    <form className="action" onSubmit={submit}>
      <div className="action-row">
        <Select
          label={t.reason}
          value={reason}
          options={[
            { value: '', label: t.acting.noReason },
            ...controls.pauseReasons.map(({ reason: value, label }) => ({ value, label })),
          ]}
          onChange={setReason}
        />
        <button type="submit" className="button" disabled={disabled || sending}>
          {t.acting.pause}
        </button>
      </div>
      <Outcome of={outcome} />
    </form>
  )
}

export function UnpauseButton({ of, disabled }: Pick<FormProps, 'of' | 'disabled'>) {
  const t = useMessages()
  const { send, sending, outcome } = useAction(unpauseDocument)
  return (
    <div className="action">
      <button
        type="button"
        className={disabled ? 'button' : 'button button-primary'}
        disabled={disabled || sending}
        onClick={() => send({ input: of })}
      >
        {t.acting.unpause}
      </button>
      <Outcome of={outcome} />
    </div>
  )
}

/** Asked twice: who is logged out gets no calls until he logs in again. */
export function LogoutButton({ of, name, disabled }: Pick<FormProps, 'of' | 'disabled'> & { readonly name: string }) {
  const t = useMessages()
  const [asking, setAsking] = useState(false)
  const { send, sending, outcome } = useAction(logoutDocument, () => setAsking(false))
  return (
    <div className="action">
      {asking ? (
        <div className="confirmation" role="group" aria-label={t.acting.logOut}>
          <p>{t.acting.logOutQuestion(name)}</p>
          <div className="action-row">
            <button
              type="button"
              className="button button-danger"
              disabled={disabled || sending}
              onClick={() => send({ input: of })}
              autoFocus
            >
              {t.acting.logOutNow}
            </button>
            <button type="button" className="button" onClick={() => setAsking(false)}>
              {t.acting.cancel}
            </button>
          </div>
        </div>
      ) : (
        <button type="button" className="button" disabled={disabled} onClick={() => setAsking(true)}>
          {t.acting.logOut}
        </button>
      )}
      <Outcome of={outcome} />
    </div>
  )
}
