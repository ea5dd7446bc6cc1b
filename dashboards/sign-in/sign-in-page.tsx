import { useId, useRef, useState, type SubmitEvent } from 'react'
import { signIn, type SignInResult } from '../graphql/session.ts'
import { useMessages } from '../i18n/language.ts'
import { Brand } from '../ui/brand.tsx'
import { Icon } from '../ui/icons.tsx'
import './sign-in.css'

/** Why the page is asked for a token: the last attempt failed, or the session that was there has ended. */
export type SignInReason = Exclude<SignInResult, 'ok'> | 'ended'

interface SignInPageProps {
  readonly reason: SignInReason | undefined
  readonly onSignedIn: () => void
}

export function SignInPage({ reason, onSignedIn }: SignInPageProps) {
  const t = useMessages()
  const [problem, setProblem] = useState(reason)
  const [asking, setAsking] = useState(false)
  const [visible, setVisible] = useState(false)
  const field = useRef<HTMLInputElement>(null)
  const problemId = useId()

  const submit = async (event: SubmitEvent) => {
    event.preventDefault()
    const token = field.current?.value.trim() ?? ''
    if (token === '') {
      setProblem('refused')
      field.current?.focus()
      return
    }
    setAsking(true)
    const result = await signIn(token)
    setAsking(false)
    if (result === 'ok') {
      onSignedIn()
      return
    }
    setProblem(result)
    field.current?.focus()
    field.current?.select()
  }

  return (
    <main className="sign-in">
      <form className="sign-in-card" onSubmit={event => void submit(event)}>
        <div className="sign-in-brand">
          <Brand />
          <span>Ringledger</span>
        </div>
        <h1>{t.signIn}</h1>
        <p className="sign-in-lead">{t.signInLead}</p>
        <label className="field">
          <span className="field-label">{t.token}</span>
          <span className="sign-in-field">
            <input
              ref={field}
              type={visible ? 'text' : 'password'}
              name="token"
              autoComplete="off"
              autoCapitalize="off"
              spellCheck={false}
              autoFocus
              aria-invalid={problem !== undefined && problem !== 'ended'}
              aria-describedby={problem ? problemId : undefined}
            />
            <button type="button" className="button" aria-pressed={visible} onClick={() => setVisible(!visible)}>
              {visible ? t.hide : t.show}
            </button>
          </span>
        </label>
        {problem ? (
          <p id={problemId} className="sign-in-problem" role="alert">
            <Icon name={problem === 'ended' ? 'recording' : 'bad'} />
            <span>{t.signInProblems[problem]}</span>
          </p>
        ) : null}
        <button type="submit" className="button button-primary" disabled={asking}>
          {asking ? t.signingIn : t.signIn}
        </button>
        <details className="sign-in-help">
          <summary>{t.whereIsTheToken}</summary>
          <p>{t.whereTheTokenIs}</p>
          <code>npx ringledger token create</code>
        </details>
      </form>
    </main>
  )
}
