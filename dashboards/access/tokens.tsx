import { useQuery } from '@apollo/client/react'
import { useState } from 'react'
import { newOne, useDrawerAddress } from '../app/drawer-address.ts'
import { formatMinute, millisOf } from '../format/instants.ts'
import { browserZone } from '../format/zones.ts'
import { messageOf } from '../graphql/errors.ts'
import { useMessages } from '../i18n/language.ts'
import { Segmented } from '../ui/forms/controls.tsx'
import { Icon } from '../ui/icons.tsx'
import { EmptyState } from '../ui/notices.tsx'
import { AccessCard } from './access-card.tsx'
import { AccessRow, AccessTable } from './access-table.tsx'
import { IssueToken } from './issue-token.tsx'
import { tokensDocument, type AccessToken } from './queries.ts'
import { TokenDrawer } from './token-drawer.tsx'
import { stateOfToken } from './token-state.ts'

/** Tokens of programs and screens. Their secrets are stored nowhere: none is shown here. */
export function Tokens({ site, mayChange }: { site: string; mayChange: boolean }) {
  const t = useMessages()
  const { data, error, refetch } = useQuery(tokensDocument, { fetchPolicy: 'no-cache' })
  const [which, setWhich] = useState<'valid' | 'all'>('valid')
  const { opened, open, close } = useDrawerAddress('token')
  const token = data?.tokens.find(({ tokenId }) => tokenId === opened)
  const tokens = data?.tokens.filter(one => which === 'all' || stateOfToken(one, Date.now()) === 'valid').toReversed()
  return (
    <AccessCard
      headingId="tokens-title"
      title={
        <>
          {t.access.tokens}
          {tokens ? <span className="card-count"> {tokens.length}</span> : null}
        </>
      }
      note={t.access.tokensNote}
      filter={
        <Segmented
          label={t.access.whichTokens}
          value={which}
          options={[
            { value: 'valid', label: t.access.validTokens },
            { value: 'all', label: t.access.allTokens },
          ]}
          onChange={setWhich}
        />
      }
      making={mayChange ? { label: t.access.issue, onStart: () => open(newOne) } : undefined}
      rows={tokens}
      problem={error && messageOf(error)}
      onRetry={() => void refetch()}
      empty={<EmptyState icon="key" title={t.access.noTokens} />}
      table={shown => <TokenTable tokens={shown} onOpen={({ tokenId }) => open(tokenId)} />}
    >
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
    </AccessCard>
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
    <AccessTable
      caption={t.access.tokens}
      columns={[t.access.forWhom, t.access.role, t.access.opens, t.access.issued, t.access.ends, t.state]}
    >
      {tokens.map(token => (
        <AccessRow
          key={token.tokenId}
          name={token.label}
          note={<span className="cell-note mono">{token.tokenId}</span>}
          onOpen={() => onOpen(token)}
          cells={[
            t.access.roles[token.role],
            token.acl === null ? t.access.allOfRole : t.access.patterns(token.acl.length),
            <>
              {formatMinute(millisOf(token.issuedAt), zone)}
              <span className="cell-note">{token.issuedBy ?? t.none}</span>
            </>,
            token.expiresAt === null ? t.access.never : formatMinute(millisOf(token.expiresAt), zone),
            <TokenBadge token={token} />,
          ]}
        />
      ))}
    </AccessTable>
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
