import type { ApolloClient } from '@apollo/client'
import { ApolloProvider } from '@apollo/client/react'
import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { createBackend } from '../graphql/client.ts'
import { createLive, LiveContext } from '../graphql/live-context.ts'
import { currentIdentity, renewSession, signIn, takeTokenFromAddress, type Identity } from '../graphql/session.ts'
import { LanguageContext } from '../i18n/language.ts'
import { SignInPage, type SignInReason } from '../sign-in/sign-in-page.tsx'
import { DefinitionsProvider } from '../ui/explanation/definitions.tsx'
import { ExplanationPopover } from '../ui/explanation/explanation-popover.tsx'
import { IdentityContext } from './identity.ts'
import { useSettings } from './settings.ts'
import { Shell } from './shell.tsx'
import { useDocumentSettings } from './use-document-settings.ts'

type Session =
  | { readonly phase: 'asking' }
  | { readonly phase: 'signed-in'; readonly identity: Identity }
  | { readonly phase: 'signed-out'; readonly reason?: SignInReason; readonly way?: 'token' }

const tokenOfAddress = takeTokenFromAddress()
const renewEveryMs = 3_600_000
const askAgainMs = 3000

export function App() {
  const { language } = useSettings()
  useDocumentSettings()
  const [session, setSession] = useState<Session>({ phase: 'asking' })

  const signedOut = useCallback((reason?: SignInReason) => {
    setSession(reason ? { phase: 'signed-out', reason } : { phase: 'signed-out' })
  }, [])

  useEffect(() => {
    let gone = false
    const take = (next: Session) => {
      if (!gone) setSession(next)
    }
    void begin().then(take)
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
            onSignedOut={signedOut}
            onIdentity={identity => {
              setSession(before => (before.phase === 'signed-in' ? { phase: 'signed-in', identity } : before))
            }}
          />
        </IdentityContext>
      ) : null}
    </LanguageContext>
  )
}

async function begin(): Promise<Session> {
  if (tokenOfAddress === undefined) return sessionOfCookie()
  const result = await signIn({ token: tokenOfAddress })
  return result === 'ok' ? sessionOfCookie() : { phase: 'signed-out', reason: result, way: 'token' }
}

async function sessionOfCookie(): Promise<Session> {
  const identity = await currentIdentity()
  if (identity === 'signed-out') return { phase: 'signed-out' }
  return identity === 'unreachable' ? { phase: 'signed-out', reason: identity } : { phase: 'signed-in', identity }
}

interface SignedInProps {
  readonly onSignedOut: (reason?: SignInReason) => void
  /** Who is signed in may do and see something else now. */
  readonly onIdentity: (identity: Identity) => void
}

function SignedIn({ onSignedOut, onIdentity }: SignedInProps) {
  const changed = useRef(onIdentity)
  useEffect(() => {
    changed.current = onIdentity
  })
  const live = useMemo(createLive, [])
  const [client, setClient] = useState<ApolloClient>()

  useEffect(() => {
    const backend = createBackend(live.connection, {
      onSessionEnded: () => onSignedOut('ended'),
      onIdentity: identity => changed.current(identity),
    })
    setClient(backend.client)
    const renewing = setInterval(() => void renewSession(), renewEveryMs)
    return () => {
      clearInterval(renewing)
      backend.close()
    }
  }, [live, onSignedOut])

  if (!client) return <div className="first-paint" />
  return (
    <ApolloProvider client={client}>
      <LiveContext value={live}>
        <DefinitionsProvider>
          <Shell onSignedOut={onSignedOut} />
          <ExplanationPopover />
        </DefinitionsProvider>
      </LiveContext>
    </ApolloProvider>
  )
}
