/** The server turns a token into a cookie that scripts cannot read; the page itself keeps no token anywhere. */
export type SignInResult = 'ok' | 'refused' | 'too-many' | 'unreachable'

/** Who looks: the label of the token, and the role, by which the page leaves out what the server would refuse. */
export interface Identity {
  readonly label: string
  readonly role: string
}

async function ask(method: 'GET' | 'POST' | 'DELETE', body?: object): Promise<Response | undefined> {
  try {
    return await fetch('/session', {
      method,
      credentials: 'same-origin',
      ...(body && { headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) }),
    })
  } catch {
    return undefined
  }
}

async function identityIn(response: Response): Promise<Identity> {
  const { label = '', role = '' } = (await response.json().catch(() => ({}))) as Partial<Identity>
  return { label, role }
}

export async function signIn(token: string): Promise<SignInResult> {
  const response = await ask('POST', { token })
  if (response?.ok) return 'ok'
  if (!response || response.status >= 500) return 'unreachable'
  return response.status === 429 ? 'too-many' : 'refused'
}

/** The cookie is invisible to scripts; only the server knows whether it is still good. */
export async function currentIdentity(): Promise<Identity | 'signed-out' | 'unreachable'> {
  const response = await ask('GET')
  if (response?.ok) return identityIn(response)
  return !response || response.status >= 500 ? 'unreachable' : 'signed-out'
}

/** A wallboard is never signed in again by hand: its session is renewed before it ends. */
export async function renewSession(): Promise<void> {
  await ask('POST')
}

export async function signOut(): Promise<void> {
  // Without the server there is nobody to forget the cookie; the sign-in page that follows says that it does not answer.
  await ask('DELETE')
}

/**
 * The link that the server prints on its first run ends in `#token=...`: a fragment, because it is sent to nobody. It is
 * taken out of the address bar and the history at once.
 */
export function takeTokenFromAddress(): string | undefined {
  const token = new URLSearchParams(location.hash.slice(1)).get('token')
  if (token === null) return undefined
  history.replaceState(null, '', location.pathname + location.search)
  return token.trim() || undefined
}
