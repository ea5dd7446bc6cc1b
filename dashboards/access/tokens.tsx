import { useQuery } from '@apollo/client/react'
import { useState } from 'react'
import { newOne, useDrawerAddress } from '../app/drawer-address.ts'
import { formatMinute, millisOf } from '../format/instants.ts'
import { browserZone } from '../format/zones.ts'
import { messageOf } from '../graphql/errors.ts'
import { useMessages } from '../i18n/language.ts'
import { Segmented } from '../ui/controls.tsx'
import { Icon } from '../ui/icons.tsx'
import { EmptyState, ErrorNotice, Skeleton } from '../ui/notices.tsx'
import { IssueToken } from './issue-token.tsx'
import { tokensDocument, type AccessToken } from './queries.ts'
import { TokenDrawer } from './token-drawer.tsx'
import { stateOfToken } from './token-state.ts'
import { TableFrame } from '../ui/table-frame.tsx'

/** Tokens of programs and screens. Their secrets are stored nowhere: none is shown here. */
export function Tokens({ site, mayChange }: { site: string; mayChange: boolean }) {
  const t = useMessages()
  const { data, error, refetch } = useQuery(tokensDocument, { fetchPolicy: 'no-cache' })
  const [which, setWhich] = useState<'valid' | 'all'>('valid')
  const { opened, open, close } = useDrawerAddress('token')
  const token = data?.tokens.find(({ tokenId }) => tokenId === opened)
  const tokens = data?.tokens
    .filter(token => which === 'all' || stateOfToken(token, Date.now()) === 'valid')
    .toReversed()
  return (
    <section className="card" aria-labelledby="tokens-title">
      <header className="card-head">
        <div>
          <h2 id="tokens-title">
            {t.access.tokens}
            {tokens ? <span className="card-count"> {tokens.length}</span> : null}
          </h2>
          <p className="card-note">{t.access.tokensNote}</p>
        </div>
        <Segmented
          label={t.access.whichTokens}
          value={which}
          options={[
            { value: 'valid', label: t.access.validTokens },
            { value: 'all', label: t.access.allTokens },
          ]}
          onChange={setWhich}
        />
        {mayChange ? (
          <button type="button" className="button button-primary" onClick={() => open(newOne)}>
            {t.access.issue}
          </button>
        ) : null}
      </header>
      {error ? <ErrorNotice message={messageOf(error)} onRetry={() => void refetch()} /> : null}
      {tokens === undefined ? (
        error ? null : (
          <Skeleton rows={3} height="2.5rem" />
        )
      ) : tokens.length === 0 ? (
        <EmptyState icon="key" title={t.access.noTokens} />
      ) : (
        <TokenTable tokens={tokens} onOpen={({ tokenId }) => open(tokenId)} />
      )}
      {mayChange && opened === newOne ? (
        <IssueToken site={site} onIssued={() => void refetch()} onClose={close} />
      ) : null}
      {token ? (
        <TokenDrawer
          token={token}
          mayChange={mayChange}
          onClose={close}
          onRevoked={() => {
            close()
            void refetch()
          }}
        />
      ) : null}
    </section>
  )
}

interface TokenTableProps {
  readonly tokens: readonly AccessToken[]
  readonly onOpen: (token: AccessToken) => void
}

function TokenTable({ tokens, onOpen }: TokenTableProps) {
  const t = useMessages()
  const zone = browserZone()
  return (
    <TableFrame>
      <table className="table access-table">
        <caption className="visually-hidden">{t.access.tokens}</caption>
        <thead>
          <tr>
            {[t.access.forWhom, t.access.role, t.access.opens, t.access.issued, t.access.ends, t.state].map(label => (
              <th key={label} scope="col" className="start">
                {label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {tokens.map(token => (
            <tr key={token.tokenId} className="selectable" onClick={() => onOpen(token)}>
              <th scope="row" className="start">
                <button type="button" className="row-button">
                  {token.label}
                </button>
                <span className="cell-note mono">{token.tokenId}</span>
              </th>
              <td className="start">{t.access.roles[token.role]}</td>
              <td className="start">{token.acl === null ? t.access.allOfRole : t.access.patterns(token.acl.length)}</td>
              <td className="start">
                {formatMinute(millisOf(token.issuedAt), zone)}
                <span className="cell-note">{token.issuedBy ?? t.none}</span>
              </td>
              <td className="start">
                {token.expiresAt === null ? t.access.never : formatMinute(millisOf(token.expiresAt), zone)}
              </td>
              <td className="start">
                <TokenBadge token={token} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </TableFrame>
  )
}

function TokenBadge({ token }: { token: AccessToken }) {
  const t = useMessages()
  const state = stateOfToken(token, Date.now())
  return (
    <span className={state === 'valid' ? 'badge badge-good' : 'badge'}>
      <Icon name={state === 'valid' ? 'good' : 'close'} /> {t.access.states[state]}
    </span>
  )
}
