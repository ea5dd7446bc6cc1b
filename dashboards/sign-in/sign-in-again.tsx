import { useEffect, useLayoutEffect, useRef } from 'react'
import { useIdentity } from '../app/identity.ts'
import { useMessages } from '../i18n/language.ts'
import { SignInPage } from './sign-in-page.tsx'

/**
 * Over a page whose session has ended: what is open there, a form half filled, is kept behind it, where nobody can read or reach it.
 * @param onSignedIn  somebody may have signed in, here or in another window
 */
export function SignInAgain({ onSignedIn }: { onSignedIn: () => void }) {
  const t = useMessages()
  const { label, name } = useIdentity()
  const dialog = useRef<HTMLDialogElement>(null)

  // Before the dialog leaves the document, or the focus is lost that it gives back.
  useLayoutEffect(() => {
    const { current } = dialog
    current?.showModal()
    current?.querySelector<HTMLInputElement>('input[name=login], input[name=token]')?.focus()
    return () => current?.close()
  }, [])

  useEffect(() => {
    window.addEventListener('focus', onSignedIn)
    return () => window.removeEventListener('focus', onSignedIn)
  }, [onSignedIn])

  return (
    <dialog
      ref={dialog}
      className="sign-in-again"
      aria-labelledby="sign-in-again"
      onCancel={event => event.preventDefault()}
      // A browser lets itself be kept from closing a dialog once, not twice.
      onClose={() => dialog.current?.showModal()}
    >
      <SignInPage
        reason={undefined}
        way={name === null ? 'token' : 'password'}
        lead={
          <div>
            <h1 id="sign-in-again">{t.signInAgain}</h1>
            <p className="sign-in-lead">{t.signInAgainAs(name ?? label)}</p>
            <p className="sign-in-lead">{t.signInAgainHint}</p>
          </div>
        }
        onSignedIn={onSignedIn}
      />
    </dialog>
  )
}
