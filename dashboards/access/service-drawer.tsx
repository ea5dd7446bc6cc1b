import { useState, type SubmitEvent } from 'react'
import { useCommand } from '../graphql/use-command.ts'
import { useMessages } from '../i18n/language.ts'
import { Select } from '../ui/forms/controls.tsx'
import { Drawer } from '../ui/drawer.tsx'
import { Check, Choices, TextField } from '../ui/forms/form.tsx'
import { Refusal } from '../ui/forms/refusal.tsx'
import { SureButton } from '../ui/forms/sure-button.tsx'
import { AclField } from './acl-field.tsx'
import {
  changeServiceDocument,
  defineServiceDocument,
  removeServiceDocument,
  serviceRoles,
  type Choosable,
  type ServiceAccess,
  type ServiceChoices,
  type ServiceInput,
  type ServiceRole,
} from './service-queries.ts'
import { namesIn } from './token-state.ts'

interface ServiceDrawerProps {
  readonly site: string
  /** Undefined: a new one. */
  readonly service: ServiceAccess | undefined
  readonly choices: ServiceChoices
  readonly onDone: () => void
  readonly onClose: () => void
}

/** What a program logs in with, what it may do at most, and what of that its access list opens. */
export function ServiceDrawer({ site, service, choices, onDone, onClose }: ServiceDrawerProps) {
  const t = useMessages()
  return (
    <Drawer
      title={service?.login ?? t.access.newService}
      note={service ? t.access.changedAtOnce : t.access.newServiceNote}
      onClose={onClose}
      narrow
    >
      <ServiceForm site={site} service={service} choices={choices} onDone={onDone} />
      {service ? <RemoveService site={site} login={service.login} onDone={onDone} /> : null}
    </Drawer>
  )
}

function ServiceForm({ site, service, choices, onDone }: Omit<ServiceDrawerProps, 'onClose'>) {
  const t = useMessages()
  const [login, setLogin] = useState(service?.login ?? '')
  const [password, setPassword] = useState('')
  const [role, setRole] = useState<ServiceRole>(service?.role ?? 'ANALYST')
  const [acl, setAcl] = useState(service?.acl.join('\n') ?? '')
  const [queues, setQueues] = useState(service?.queues ?? [])
  const [agentGroups, setAgentGroups] = useState(service?.agentGroups ?? [])
  const [entities, setEntities] = useState(service?.entities ?? [])
  const [dissuasionAccess, setDissuasion] = useState(service?.dissuasionAccess ?? false)
  const [description, setDescription] = useState(service?.description ?? '')
  const defining = useCommand(defineServiceDocument, onDone)
  const changing = useCommand(changeServiceDocument, onDone)
  const { sending, problem } = service ? changing : defining
  const isOfQueues = role === 'SUPERVISOR' || role === 'ANALYST'
  const submit = (event: SubmitEvent) => {
    event.preventDefault()
    const input: ServiceInput = {
      login: login.trim(),
      ...(password !== '' && { password }),
      role,
      acl: namesIn(acl),
      // What another role was given must not come back with it.
      queues: isOfQueues ? queues : [],
      agentGroups: isOfQueues ? agentGroups : [],
      entities: isOfQueues ? [] : entities,
      dissuasionAccess: role === 'SUPERVISOR' && dissuasionAccess,
      description: description.trim() || null,
    }
    if (service) changing.send({ site, input: { ...input, expectedRevision: service.revision } })
    else defining.send({ site, input })
  }
  return (
    <form className="form" onSubmit={submit}>
      {service ? null : (
        <TextField label={t.login} value={login} onChange={setLogin} required maxLength={128} hint={t.access.meHint} />
      )}
      <TextField
        label={t.password}
        type="password"
        value={password}
        onChange={setPassword}
        required={!service}
        hint={service ? t.access.passwordStays : t.access.passwordHint}
      />
      <Select
        label={t.access.role}
        value={role}
        options={serviceRoles.map(value => ({ value, label: t.access.roles[value] }))}
        onChange={setRole}
      />
      <p className="field-hint">{t.access.serviceRoleHint}</p>
      <AclField role={role} value={acl} onChange={setAcl} hint={t.access.serviceAclHint} />
      {isOfQueues ? (
        <>
          <Choices label={t.queues} options={named(choices.queues.edges)} chosen={queues} onChange={setQueues} />
          <Choices
            label={t.access.groups}
            options={named(choices.agentGroups.edges)}
            chosen={agentGroups}
            onChange={setAgentGroups}
          />
          <p className="field-hint">{t.access.serviceReachHint}</p>
        </>
      ) : (
        <>
          <Choices
            label={t.access.entities}
            options={named(choices.entities.edges)}
            chosen={entities}
            onChange={setEntities}
          />
          <p className="field-hint">{t.access.entitiesHint}</p>
        </>
      )}
      {role === 'SUPERVISOR' ? (
        <Check label={t.access.closesQueues} checked={dissuasionAccess} onChange={setDissuasion} />
      ) : null}
      <TextField label={t.access.description} value={description} onChange={setDescription} maxLength={1000} />
      <div>
        <button
          type="submit"
          className="button button-primary"
          disabled={sending || login.trim() === '' || (!service && password === '')}
        >
          {service ? t.access.change : t.access.newService}
        </button>
      </div>
      <Refusal problem={problem} />
    </form>
  )
}

const named = (edges: Choosable) =>
  edges.map(({ node: { name, displayName } }) => ({
    value: name,
    label: name === displayName ? name : `${displayName} (${name})`,
  }))

interface RemoveProps {
  readonly site: string
  readonly login: string
  readonly onDone: () => void
}

function RemoveService({ site, login, onDone }: RemoveProps) {
  const t = useMessages()
  const { send, sending, problem } = useCommand(removeServiceDocument, onDone)
  return (
    <div className="form access-end">
      <div>
        <SureButton
          label={t.access.removeService}
          question={t.access.removeServiceQuestion(login)}
          confirm={t.access.removeServiceNow}
          disabled={sending}
          onConfirm={() => send({ site, input: { login } })}
        />
      </div>
      <Refusal problem={problem} />
    </div>
  )
}
