import { useId, useRef, useState, type ReactNode, type RefObject, type SubmitEvent } from 'react'
import { signIn, type Credentials, type SignInResult } from '../graphql/session.ts'
import { useMessages } from '../i18n/language.ts'
import { Brand } from '../ui/brand.tsx'
import { Segmented } from '../ui/forms/controls.tsx'
import { Icon } from '../ui/icons.tsx'
import './sign-in.css'

/** Why the page is asked for: the last attempt failed, or the session that was there has ended. */
export type SignInReason = Exclude<SignInResult, 'ok'> | 'ended'

/** A person signs in as himself; a screen on a wall, and whoever was given one, with a token. */
type Way = 'password' | 'token'

interface SignInPageProps {
  readonly reason: SignInReason | undefined
  /** By what the last attempt was made that failed. */
  readonly way?: Way
  /** Above the form, where there is something else to say than why the last attempt failed. */
  readonly lead?: ReactNode
  readonly onSignedIn: () => void
}

export function SignInPage({ reason, way: first = 'password', lead, onSignedIn }: SignInPageProps) {
  const t = useMessages()
  const [way, setWay] = useState<Way>(first)
  const [problem, setProblem] = useState(reason)
  const [asking, setAsking] = useState(false)
  const form = useRef<HTMLFormElement>(null)
  const secret = useRef<HTMLInputElement>(null)
  const problemId = useId()
  const [withSite, setWithSite] = useState(false)

  const submit = async (event: SubmitEvent) => {
    event.preventDefault()
    const credentials = form.current && credentialsIn(form.current, way)
    if (!credentials) {
      setProblem('refused')
      secret.current?.focus()
      return
    }
    setAsking(true)
    const result = await signIn(credentials)
    setAsking(false)
    if (result === 'ok') {
      onSignedIn()
      return
    }
    setProblem(result)
    if (result === 'site-needed') setWithSite(true)
    else {
      secret.current?.focus()
      secret.current?.select()
    }
  }

  const invalid = problem === 'refused'
  const describedBy = problem ? problemId : undefined
  return (
    <main className="sign-in">
      <form ref={form} className="sign-in-card" onSubmit={event => void submit(event)}>
        <div className="sign-in-brand">
          <Brand />
          <span>Ringledger</span>
        </div>
        {lead ?? <h1>{t.signIn}</h1>}
        <Segmented
          label={t.signInWith}
          value={way}
          options={[
            { value: 'password', label: t.loginAndPassword },
            { value: 'token', label: t.token },
          ]}
          onChange={chosen => {
            setWay(chosen)
            setProblem(undefined)
          }}
        />
        {way === 'password' ? (
          <>
            <label className="field">
              <span className="field-label">{t.login}</span>
              <span className="sign-in-field">
                <input name="login" autoComplete="username" autoCapitalize="off" spellCheck={false} autoFocus />
              </span>
            </label>
            {withSite ? (
              <label className="field">
                <span className="field-label">{t.site}</span>
                <span className="sign-in-field">
                  <input name="site" autoComplete="off" autoCapitalize="off" spellCheck={false} autoFocus />
                </span>
              </label>
            ) : null}
            <SecretField
              key="password"
              name="password"
              label={t.password}
              field={secret}
              {...{ invalid, describedBy }}
            />
          </>
        ) : (
          <SecretField key="token" name="token" label={t.token} field={secret} {...{ invalid, describedBy }} />
        )}
        {problem ? (
          <p id={problemId} className="sign-in-problem" role="alert">
            <Icon name={problem === 'ended' ? 'recording' : 'bad'} />
            <span>{problem === 'refused' ? t.signInRefused[way] : t.signInProblems[problem]}</span>
          </p>
        ) : null}
        <button type="submit" className="button button-primary" disabled={asking}>
          {asking ? t.signingIn : t.signIn}
        </button>
        <details className="sign-in-help">
          {way === 'password' ? (
            <>
              <summary>{t.whereIsTheLogin}</summary>
              <p>{t.whereTheLoginIs}</p>
            </>
          ) : (
            <>
              <summary>{t.whereIsTheToken}</summary>
              <p>{t.whereTheTokenIs}</p>
              <code>npx ringledger token create</code>
            </>
          )}
        </details>
      </form>
    </main>
  )
}

/** @returns undefined when something of it is missing */
function credentialsIn(form: HTMLFormElement, way: Way): Credentials | undefined {
  const data = new FormData(form)
  const text = (name: string) => {
    const value = data.get(name)
    return typeof value === 'string' ? value : ''
  }
  if (way === 'token') {
    const token = text('token').trim()
    return token === '' ? undefined : { token }
  }
  const [login, password, site] = [text('login').trim(), text('password'), text('site').trim()]
  return login === '' || password === '' ? undefined : { login, password, ...(site !== '' && { site }) }
}

interface SecretFieldProps {
  readonly name: Way
  readonly label: string
  readonly field: RefObject<HTMLInputElement | null>
  readonly invalid: boolean
  readonly describedBy: string | undefined
}

function SecretField({ name, label, field, invalid, describedBy }: SecretFieldProps) {
  const t = useMessages()
  const [visible, setVisible] = useState(false)
  const id = useId()
  return (
    <div className="field">
      <label className="field-label" htmlFor={id}>
        {label}
      </label>
      <span className="sign-in-field">
        <input
          ref={field}
          id={id}
          type={visible ? 'text' : 'password'}
          name={name}
          autoComplete={name === 'password' ? 'current-password' : 'off'}
          autoCapitalize="off"
          spellCheck={false}
          autoFocus={name === 'token'}
          aria-invalid={invalid}
          aria-describedby={describedBy}
        />
        <button type="button" className="button" aria-pressed={visible} onClick={() => setVisible(!visible)}>
          {visible ? t.hide : t.show}
        </button>
      </span>
    </div>
  )
}
