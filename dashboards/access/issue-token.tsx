import { useQuery } from '@apollo/client/react'
import { useState, type SubmitEvent } from 'react'
import { siteNameOf, useSites } from '../graphql/sites.tsx'
import { useCommand } from '../graphql/use-command.ts'
import { useMessages } from '../i18n/language.ts'
import { queueNamesDocument } from '../queue-reports/queue-picker.tsx'
import { Select } from '../ui/controls.tsx'
import { Drawer } from '../ui/drawer.tsx'
import { Check, Choices, TextArea, TextField } from '../ui/form.tsx'
import { Refusal } from '../ui/refusal.tsx'
import { accessNamesDocument, issueTokenDocument, tokenRoles, type TokenRole } from './queries.ts'
import { SecretOnce } from './secret-once.tsx'
import { endOfDay, namesIn } from './token-state.ts'

interface IssueTokenProps {
  readonly onIssued: () => void
  readonly onClose: () => void
}

/** A new token; its secret is shown when it is made, and never again. */
export function IssueToken({ onIssued, onClose }: IssueTokenProps) {
  const t = useMessages()
  const [secret, setSecret] = useState<string>()
  return (
    <Drawer title={t.access.issue} {...(secret === undefined && { note: t.access.issueNote })} onClose={onClose} narrow>
      {secret === undefined ? (
        <TokenForm
          onIssued={made => {
            setSecret(made)
            onIssued()
          }}
        />
      ) : (
        <SecretOnce secret={secret} onDone={onClose} />
      )}
    </Drawer>
  )
}

function TokenForm({ onIssued }: { onIssued: (secret: string) => void }) {
  const t = useMessages()
  const [label, setLabel] = useState('')
  const [role, setRole] = useState<TokenRole>('SUPERVISOR')
  const [queues, setQueues] = useState<readonly string[]>([])
  const [agents, setAgents] = useState<readonly string[]>([])
  const [otherAgents, setOtherAgents] = useState('')
  const [nodes, setNodes] = useState('')
  const [acl, setAcl] = useState('')
  const [dissuasion, setDissuasion] = useState(false)
  const [lastDay, setLastDay] = useState('')
  const { send, sending, problem } = useCommand(issueTokenDocument, ({ answer }) => {
    if (answer.token !== null) onIssued(answer.token)
  })
  const isCollector = role === 'COLLECTOR'
  const allAgents = [...agents, ...namesIn(otherAgents)]
  const submit = (event: SubmitEvent) => {
    event.preventDefault()
    send({
      input: {
        label: label.trim(),
        role,
        ...(!isCollector && queues.length > 0 && { queues: { names: queues } }),
        ...(!isCollector && allAgents.length > 0 && { agents: { names: allAgents } }),
        ...(isCollector && { nodes: namesIn(nodes) }),
        ...(acl.trim() !== '' && { acl: namesIn(acl) }),
        ...(role === 'SUPERVISOR' && dissuasion && { dissuasion }),
        ...(lastDay !== '' && { expiresAt: endOfDay(lastDay) }),
      },
    })
  }
  return (
    <form className="form" onSubmit={submit}>
      <TextField
        label={t.access.forWhom}
        value={label}
        onChange={setLabel}
        required
        maxLength={160}
        hint={t.access.labelHint}
      />
      <Select
        label={t.access.role}
        value={role}
        options={tokenRoles.map(value => ({ value, label: t.access.roles[value] }))}
        onChange={setRole}
      />
      <p className="field-hint">{t.access.roleHints[role]}</p>
      {isCollector ? (
        <TextArea label={t.access.nodes} value={nodes} onChange={setNodes} rows={2} hint={t.access.nodesHint} />
      ) : (
        <Reach
          role={role}
          {...{ queues, onQueues: setQueues, agents, onAgents: setAgents, otherAgents, onOtherAgents: setOtherAgents }}
        />
      )}
      {role === 'SUPERVISOR' ? (
        <Check label={t.access.closesQueues} checked={dissuasion} onChange={setDissuasion} />
      ) : null}
      <TextField
        label={t.access.lastDay}
        type="date"
        value={lastDay}
        onChange={setLastDay}
        hint={t.access.lastDayHint}
      />
      {isCollector ? null : <AclField role={role} value={acl} onChange={setAcl} />}
      <div>
        <button type="submit" className="button button-primary" disabled={sending || label.trim() === ''}>
          {t.access.issue}
        </button>
      </div>
      <Refusal problem={problem} />
    </form>
  )
}

interface ReachProps {
  readonly role: TokenRole
  readonly queues: readonly string[]
  readonly onQueues: (queues: readonly string[]) => void
  readonly agents: readonly string[]
  readonly onAgents: (agents: readonly string[]) => void
  readonly otherAgents: string
  readonly onOtherAgents: (text: string) => void
}

/** Whose queues and agents; a site whole, or one by one. */
function Reach({ role, queues, onQueues, agents, onAgents, otherAgents, onOtherAgents }: ReachProps) {
  const t = useMessages()
  const sites = useSites()
  const { data } = useQuery(queueNamesDocument)
  const whole = sites.map(({ site }) => ({
    value: `${site}/*`,
    label: t.access.allOfSite(siteNameOf(sites, site)),
  }))
  const single = (data?.queueBoard.queues ?? []).map(({ site, queue, queueDisplayName }) => ({
    value: `${site}/${queue}`,
    label: `${queueDisplayName ?? queue} (${site})`,
  }))
  return (
    <>
      <Choices label={t.queues} options={[...whole, ...single]} chosen={queues} onChange={onQueues} />
      <Choices label={t.agents} options={whole} chosen={agents} onChange={onAgents} />
      <TextArea
        label={t.access.singleAgents}
        value={otherAgents}
        onChange={onOtherAgents}
        rows={2}
        hint={role === 'SUPERVISOR' ? t.access.reachHintSupervisor : t.access.reachHint}
      />
    </>
  )
}

interface AclFieldProps {
  readonly role: TokenRole
  readonly value: string
  readonly onChange: (value: string) => void
}

/** Patterns of names; which names there are for the role stands below. */
function AclField({ role, value, onChange }: AclFieldProps) {
  const t = useMessages()
  const { data } = useQuery(accessNamesDocument)
  const names = (data?.accessNames ?? []).filter(({ roles }) => roles.includes(role))
  return (
    <>
      <TextArea label={t.access.acl} value={value} onChange={onChange} rows={3} hint={t.access.aclHint} />
      <details className="access-names">
        <summary>{t.access.namesOfRole(names.length)}</summary>
        <ul className="mono">
          {names.map(({ name }) => (
            <li key={name}>{name}</li>
          ))}
        </ul>
      </details>
    </>
  )
}
