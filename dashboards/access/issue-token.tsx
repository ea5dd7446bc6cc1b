import { useQuery } from '@apollo/client/react'
import { useState, type SubmitEvent } from 'react'
import { siteNameOf, useSites } from '../graphql/sites.tsx'
import { useCommand } from '../graphql/use-command.ts'
import { useMessages } from '../i18n/language.ts'
import { queueNamesDocument } from '../queue-reports/queue-picker.tsx'
import { Select } from '../ui/forms/controls.tsx'
import { Drawer } from '../ui/drawer.tsx'
import { Check, Choices, TextArea, TextField } from '../ui/forms/form.tsx'
import { Refusal } from '../ui/forms/refusal.tsx'
import { AclField } from './acl-field.tsx'
import { issueTokenDocument, tokenRoles, type TokenRole } from './queries.ts'
import { SecretOnce } from './secret-once.tsx'
import { servicesDocument } from './service-queries.ts'
import { endOfDay, namesIn } from './token-state.ts'

interface IssueTokenProps {
  /** Whose entities are offered. */
  readonly site: string
  readonly onIssued: () => void
  readonly onClose: () => void
}

/** A new token; its secret is shown when it is made, and never again. */
export function IssueToken({ site, onIssued, onClose }: IssueTokenProps) {
  const t = useMessages()
  const [secret, setSecret] = useState<string>()
  return (
    <Drawer title={t.access.issue} {...(secret === undefined && { note: t.access.issueNote })} onClose={onClose} narrow>
      {secret === undefined ? (
        <TokenForm
          site={site}
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

function TokenForm({ site, onIssued }: { site: string; onIssued: (secret: string) => void }) {
  const t = useMessages()
  const [label, setLabel] = useState('')
  const [role, setRole] = useState<TokenRole>('SUPERVISOR')
  const [queues, setQueues] = useState<readonly string[]>([])
  const [agents, setAgents] = useState<readonly string[]>([])
  const [otherAgents, setOtherAgents] = useState('')
  const [nodes, setNodes] = useState('')
  const [entities, setEntities] = useState<readonly string[]>([])
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
        ...(mayBeLimited(role) && entities.length > 0 && { entities }),
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
      {mayBeLimited(role) ? <Entities site={site} chosen={entities} onChange={setEntities} /> : null}
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
      {isCollector ? null : <AclField role={role} value={acl} onChange={setAcl} hint={t.access.aclHint} />}
      <div>
        <button type="submit" className="button button-primary" disabled={sending || label.trim() === ''}>
          {t.access.issue}
        </button>
      </div>
      <Refusal problem={problem} />
    </form>
  )
}

/** Whose whole site it would be otherwise. */
const mayBeLimited = (role: TokenRole): boolean => role === 'ADMINISTRATOR' || role === 'AUDITOR'

interface EntitiesProps {
  readonly site: string
  readonly chosen: readonly string[]
  readonly onChange: (chosen: readonly string[]) => void
}

/** Organisations of the site that it is limited to. */
function Entities({ site, chosen, onChange }: EntitiesProps) {
  const t = useMessages()
  const { data } = useQuery(servicesDocument, { variables: { site }, fetchPolicy: 'no-cache' })
  const options = (data?.configuration.entities.edges ?? []).map(({ node: { name, displayName } }) => ({
    value: `${site}/${name}`,
    label: `${displayName} (${site}/${name})`,
  }))
  return (
    <>
      <Choices label={t.access.entities} options={options} chosen={chosen} onChange={onChange} />
      <p className="field-hint">{t.access.entitiesHint}</p>
    </>
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
