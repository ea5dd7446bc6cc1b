import { useRef, useState } from 'react'
import { useMessages } from '../i18n/language.ts'
import { Icon } from '../ui/icons.tsx'

/** The secret of a new token. It is in no cache and no log: who closes this without it issues another one. */
export function SecretOnce({ secret, onDone }: { secret: string; onDone: () => void }) {
  const t = useMessages()
  const field = useRef<HTMLInputElement>(null)
  const [copied, setCopied] = useState(false)

  const copy = async () => {
    field.current?.select()
    try {
      await navigator.clipboard.writeText(secret)
      setCopied(true)
    } catch {
      // Browsers lend the clipboard to pages of HTTPS only; what is selected can be copied by hand.
    }
  }
  return (
    <div className="form">
      <p className="secret-once" role="status">
        <Icon name="warn" /> {t.access.secretOnce}
      </p>
      <label className="field">
        <span className="field-label">{t.token}</span>
        <input
          ref={field}
          className="mono"
          readOnly
          value={secret}
          onFocus={({ currentTarget }) => currentTarget.select()}
        />
      </label>
      <div className="form-buttons">
        <button type="button" className="button button-primary" onClick={() => void copy()} autoFocus>
          {copied ? t.access.copied : t.access.copy}
        </button>
        <button type="button" className="button" onClick={onDone}>
          {t.access.haveIt}
        </button>
      </div>
      <p className="field-hint">{t.access.howToUse}</p>
    </div>
  )
}
