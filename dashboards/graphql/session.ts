/** The server turns a token, or login and password, into a cookie that scripts cannot read; the page itself keeps none of them anywhere. */
export type SignInResult = 'ok' | 'refused' | 'site-needed' | 'too-many' | 'unreachable'

interface Password {
  readonly login: string
  readonly password: string
  /** Only where the same login and password are of several sites. */
  readonly site?: string
}

export type Credentials = { readonly token: string } | Password

/** Who looks: the label of the token or the login of the person, and the role, by which the page leaves out what the server would refuse. */
export interface Identity {
  readonly label: string
  readonly role: string
  /** First and last name of a person who has signed in; null: it is a token. */
  readonly name: string | null
  /** Whether he may know what was recorded. */
  readonly recordings: boolean
  /** Whether he is limited to entities: then what concerns the whole PBX is not his. */
  readonly limited: boolean
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

interface SessionAnswer extends Pick<Identity, 'label' | 'role' | 'name'> {
  readonly rights: readonly string[]
  /** Only of who is limited to some. */
  readonly entities?: readonly string[]
}

async function identityIn(response: Response): Promise<Identity> {
  const answer = (await response.json().catch(() => ({}))) as Partial<SessionAnswer>
  const { label = '', role = '', name = null, rights = [], entities } = answer
  return { label, role, name, recordings: rights.includes('RECORDING'), limited: entities !== undefined }
}

export async function signIn(credentials: Credentials): Promise<SignInResult> {
  const response = await ask('POST', credentials)
  if (response?.ok) return 'ok'
  if (!response || response.status >= 500) return 'unreachable'
  if (response.status === 400 && 'password' in credentials) return 'site-needed'
  return response.status === 429 ? 'too-many' : 'refused'
}

/** The cookie is invisible to scripts; only the server knows whether it is still good. */
export async function currentIdentity(): Promise<Identity | 'signed-out' | 'unreachable'> {
  const response = await ask('GET')
  if (response?.status === 204) return 'signed-out'
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
