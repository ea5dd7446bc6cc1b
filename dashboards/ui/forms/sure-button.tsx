import { useState } from 'react'
import { useMessages } from '../../i18n/language.ts'
import './sure-button.css'

interface SureButtonProps {
  readonly label: string
  /** What becomes of it. */
  readonly question: string
  /** The button that does it, in its own words: not "yes". */
  readonly confirm: string
  readonly disabled: boolean
  readonly onConfirm: () => void
}

/** For what cannot be taken back: the press asks, a second button does it. */
export function SureButton({ label, question, confirm, disabled, onConfirm }: SureButtonProps) {
  const t = useMessages()
  const [asking, setAsking] = useState(false)
  if (!asking)
    return (
      <button type="button" className="button" disabled={disabled} onClick={() => setAsking(true)}>
        {label}
      </button>
    )
  return (
    <div className="sure" role="group" aria-label={label}>
      <p>{question}</p>
      <div className="form-buttons">
        <button type="button" className="button button-danger" disabled={disabled} onClick={onConfirm} autoFocus>
          {confirm}
        </button>
        <button type="button" className="button" onClick={() => setAsking(false)}>
          {t.acting.cancel}
        </button>
      </div>
    </div>
  )
}
