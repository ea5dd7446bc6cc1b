import { ApolloProvider } from '@apollo/client/react'
import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { createBackend, type Backend } from '../graphql/client.ts'
import { createLive, LiveContext } from '../graphql/live-context.ts'
import { renewSession, takeTokenFromAddress, type Identity } from '../graphql/session.ts'
import { LanguageContext } from '../i18n/language.ts'
import { SignInAgain } from '../sign-in/sign-in-again.tsx'
import { SignInPage } from '../sign-in/sign-in-page.tsx'
import { DefinitionsProvider } from '../ui/explanation/definitions.tsx'
import { ExplanationPopover } from '../ui/explanation/explanation-popover.tsx'
import { IdentityContext } from './identity.ts'
import { beginSession, sessionAgain, sessionEnded, sessionOfCookie, type SessionState } from './session-state.ts'
import { useSettings } from './settings.ts'
import { Shell } from './shell.tsx'
import { useDocumentSettings } from './use-document-settings.ts'

const tokenOfAddress = takeTokenFromAddress()
const renewEveryMs = 3_600_000
const askAgainMs = 3000

export function App() {
  const { language } = useSettings()
  useDocumentSettings()
  const [session, setSession] = useState<SessionState>({ phase: 'asking' })

  const signedOut = useCallback(() => setSession({ phase: 'signed-out' }), [])
  const ended = useCallback(() => setSession(sessionEnded), [])
  const again = useCallback(() => {
    void sessionOfCookie().then(now => setSession(before => sessionAgain(before, now)))
  }, [])

  useEffect(() => {
    let gone = false
    const take = (next: SessionState) => {
      if (!gone) setSession(next)
    }
    void beginSession(tokenOfAddress).then(take)
    return () => {
      gone = true
    }
  }, [])

  useEffect(() => {
    if (session.phase !== 'signed-out' || session.reason !== 'unreachable') return
    // A wallboard that is switched on before the server must find it without a hand on its keyboard.
    const again = setInterval(() => {
      void sessionOfCookie().then(next => {
        if (next.phase !== 'signed-out' || next.reason !== 'unreachable') setSession(next)
      })
    }, askAgainMs)
    return () => clearInterval(again)
  }, [session])

  return (
    <LanguageContext value={language}>
      {session.phase === 'asking' ? <div className="first-paint" /> : null}
      {session.phase === 'signed-out' ? (
        <SignInPage
          reason={session.reason}
          {...(session.way && { way: session.way })}
          onSignedIn={() => void sessionOfCookie().then(setSession)}
        />
      ) : null}
      {session.phase === 'signed-in' ? (
        <IdentityContext value={session.identity}>
          <SignedIn
            key={session.sitting}
            ended={session.ended}
            onSignedOut={signedOut}
            onEnded={ended}
            onIdentity={identity => {
              setSession(before => (before.phase === 'signed-in' ? { ...before, identity } : before))
            }}
          />
          {session.ended ? <SignInAgain onSignedIn={again} /> : null}
        </IdentityContext>
      ) : null}
    </LanguageContext>
  )
}

interface SignedInProps {
  readonly ended: boolean
  readonly onSignedOut: () => void
  readonly onEnded: () => void
  /** Who is signed in may do and see something else now. */
  readonly onIdentity: (identity: Identity) => void
}

function SignedIn({ ended, onSignedOut, onEnded, onIdentity }: SignedInProps) {
  const changed = useRef(onIdentity)
  useEffect(() => {
    changed.current = onIdentity
  })
  const live = useMemo(createLive, [])
  const [backend, setBackend] = useState<Backend>()

  useEffect(() => {
    const backend = createBackend(live.connection, {
      onSessionEnded: onEnded,
      onIdentity: identity => changed.current(identity),
    })
    setBackend(backend)
    const renewing = setInterval(() => void renewSession(), renewEveryMs)
    return () => {
      clearInterval(renewing)
      backend.close()
    }
  }, [live, onEnded])

  useEffect(() => {
    if (!ended) backend?.goOn()
  }, [backend, ended])

  if (!backend) return <div className="first-paint" />
  return (
    <ApolloProvider client={backend.client}>
      <LiveContext value={live}>
        <DefinitionsProvider>
          <Shell onSignedOut={onSignedOut} />
          <ExplanationPopover />
        </DefinitionsProvider>
      </LiveContext>
    </ApolloProvider>
  )
}
