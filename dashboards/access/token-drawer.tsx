import { formatMinute, millisOf } from '../format/instants.ts'
import { browserZone } from '../format/zones.ts'
import { useCommand } from '../graphql/use-command.ts'
import { useMessages } from '../i18n/language.ts'
import { Drawer } from '../ui/drawer.tsx'
import { Refusal } from '../ui/forms/refusal.tsx'
import { SureButton } from '../ui/forms/sure-button.tsx'
import { revokeTokenDocument, type AccessToken } from './queries.ts'
import { stateOfToken } from './token-state.ts'

interface TokenDrawerProps {
  readonly token: AccessToken
  readonly mayChange: boolean
  readonly onRevoked: () => void
  readonly onClose: () => void
}

/** What a token lets do, and ending it. */
export function TokenDrawer({ token, mayChange, onRevoked, onClose }: TokenDrawerProps) {
  const t = useMessages()
  const { send, sending, problem } = useCommand(revokeTokenDocument, onRevoked)
  const zone = browserZone()
  const when = (at: string, who: string | null) => [formatMinute(millisOf(at), zone), who].filter(Boolean).join(' · ')
  const reach = (names: readonly string[] | null) =>
    names === null
      ? token.role === 'SUPERVISOR' || token.entities !== null
        ? t.access.nothing
        : t.access.everything
      : names.includes('*')
        ? t.access.everything
        : names.join(', ')
  const facts = [
    [t.access.role, t.access.roles[token.role]],
    ...(token.role === 'COLLECTOR'
      ? [[t.access.nodes, token.nodes?.join(', ') ?? t.none]]
      : [
          [t.queues, reach(token.queues)],
          [t.agents, reach(token.agents)],
        ]),
    ...(token.entities ? [[t.access.entities, token.entities.join(', ')]] : []),
    [t.access.acl, token.acl === null ? t.access.allOfRole : token.acl.join(', ') || t.access.nothing],
    ...(token.dissuasion ? [[t.access.mayAlso, t.access.dissuasion]] : []),
    [t.access.issued, when(token.issuedAt, token.issuedBy)],
    [t.access.ends, token.expiresAt === null ? t.access.never : when(token.expiresAt, null)],
    ...(token.revokedAt === null ? [] : [[t.access.states.revoked, when(token.revokedAt, token.revokedBy)]]),
  ] as const
  return (
    <Drawer title={token.label} note={token.tokenId} onClose={onClose} narrow>
      <div className="form">
        <dl className="access-facts">
          {facts.map(([label, text]) => (
            <div key={label}>
              <dt>{label}</dt>
              <dd>{text}</dd>
            </div>
          ))}
        </dl>
        {mayChange && stateOfToken(token, Date.now()) === 'valid' ? (
          <div>
            <SureButton
              label={t.access.revoke}
              question={t.access.revokeQuestion(token.label)}
              confirm={t.access.revokeNow}
              disabled={sending}
              onConfirm={() => send({ input: { tokenId: token.tokenId } })}
            />
          </div>
        ) : null}
        <Refusal problem={problem} />
      </div>
    </Drawer>
  )
}
