import { useQuery } from '@apollo/client/react'
import { useState, type SubmitEvent } from 'react'
import { nameOfObject } from '../configuration/value-text.ts'
import { messageOf } from '../graphql/errors.ts'
import { useCommand } from '../graphql/use-command.ts'
import { useMessages } from '../i18n/language.ts'
import { Select } from '../ui/forms/controls.tsx'
import { Drawer } from '../ui/drawer.tsx'
import { Check, Choices, TextField } from '../ui/forms/form.tsx'
import { ErrorNotice } from '../ui/notices.tsx'
import { Refusal } from '../ui/forms/refusal.tsx'
import { SureButton } from '../ui/forms/sure-button.tsx'
import {
  grantChoicesDocument,
  grantProfileDocument,
  profileTypes,
  revokeProfileDocument,
  updateProfileDocument,
  type PersonWithProfile,
  type ProfileType,
} from './queries.ts'

interface ProfileDrawerProps {
  readonly site: string
  /** Undefined: somebody is granted one. */
  readonly person: PersonWithProfile | undefined
  readonly onDone: () => void
  readonly onClose: () => void
}

/** To grant a profile, to change over what it is, to take it away. */
export function ProfileDrawer({ site, person, onDone, onClose }: ProfileDrawerProps) {
  const t = useMessages()
  return (
    <Drawer
      title={person?.name ?? t.access.grant}
      note={person ? `${person.login} · ${t.access.profileTypes[person.profile]}` : t.access.grantNote}
      onClose={onClose}
      narrow
    >
      <ProfileForm site={site} person={person} onDone={onDone} />
      {person ? <Revoke site={site} person={person} onDone={onDone} /> : null}
    </Drawer>
  )
}

type FormProps = Omit<ProfileDrawerProps, 'onClose'>

function ProfileForm({ site, person, onDone }: FormProps) {
  const t = useMessages()
  const { data, error, refetch } = useQuery(grantChoicesDocument, { variables: { site }, fetchPolicy: 'no-cache' })
  const [login, setLogin] = useState(person?.login ?? '')
  const [type, setType] = useState<ProfileType>(person?.profile ?? 'SUPERVISOR')
  const [queues, setQueues] = useState(person?.queues ?? [])
  const [agentGroups, setAgentGroups] = useState(person?.agentGroups ?? [])
  const [incalls, setIncalls] = useState(person?.incalls ?? [])
  const [recordingAccess, setRecordingAccess] = useState(person?.recordingAccess ?? true)
  const [dissuasionAccess, setDissuasionAccess] = useState(person?.dissuasionAccess ?? false)
  const [from, setFrom] = useState(person?.period?.from ?? '')
  const [to, setTo] = useState(person?.period?.to ?? '')
  const granting = useCommand(grantProfileDocument, onDone)
  const updating = useCommand(updateProfileDocument, onDone)
  const { sending, problem } = person ? updating : granting

  const submit = (event: SubmitEvent) => {
    event.preventDefault()
    const scope = {
      login: login.trim(),
      ...(type !== 'ADMINISTRATOR' && { queues, agentGroups, incalls }),
      ...(type === 'SUPERVISOR' && { recordingAccess, dissuasionAccess }),
      ...(type === 'TEACHER' && from !== '' && to !== '' && { period: { from, to } }),
    }
    if (person) updating.send({ site, input: scope })
    else granting.send({ site, input: { ...scope, type } })
  }
  const choices = data?.configuration
  const named = (objects: NonNullable<typeof choices>['queues'] | undefined, chosen: readonly string[]) => {
    const known = (objects?.edges ?? []).map(({ node: { key, value } }) => {
      const name = nameOfObject(value)
      return { value: key, label: name === undefined || name === key ? key : `${name} (${key})` }
    })
    const missing = chosen.filter(key => !known.some(({ value }) => value === key))
    return [...missing.map(value => ({ value, label: value })), ...known]
  }
  const logins = (choices?.users.edges ?? []).flatMap(({ node: { key, value } }) =>
    typeof value['ctiLogin'] === 'string' ? [{ value: value['ctiLogin'], label: nameOfObject(value) ?? key }] : [],
  )
  const lacksDays = type === 'TEACHER' && (from === '' || to === '')
  if (error) return <ErrorNotice message={messageOf(error)} onRetry={() => void refetch()} />
  return (
    <form className="form" onSubmit={submit}>
      {person ? null : (
        <>
          <TextField
            label={t.login}
            value={login}
            onChange={setLogin}
            required
            hint={t.access.loginHint}
            suggestions={logins}
          />
          <Select
            label={t.access.profile}
            value={type}
            options={profileTypes.map(value => ({ value, label: t.access.profileTypes[value] }))}
            onChange={setType}
          />
        </>
      )}
      {type === 'ADMINISTRATOR' ? (
        <p className="field-hint">{t.access.administratorHint}</p>
      ) : (
        <>
          <Choices label={t.queues} options={named(choices?.queues, queues)} chosen={queues} onChange={setQueues} />
          <Choices
            label={t.access.groups}
            options={named(choices?.agentGroups, agentGroups)}
            chosen={agentGroups}
            onChange={setAgentGroups}
          />
          <Choices
            label={t.access.numbers}
            options={named(choices?.incalls, incalls)}
            chosen={incalls}
            onChange={setIncalls}
          />
        </>
      )}
      {type === 'SUPERVISOR' ? (
        <>
          <Check label={t.access.seesRecordings} checked={recordingAccess} onChange={setRecordingAccess} />
          <Check label={t.access.closesQueues} checked={dissuasionAccess} onChange={setDissuasionAccess} />
        </>
      ) : null}
      {type === 'TEACHER' ? (
        <div className="form-pair">
          <TextField label={t.access.firstDay} type="date" value={from} onChange={setFrom} required />
          <TextField label={t.access.lastDay} type="date" value={to} onChange={setTo} required />
        </div>
      ) : null}
      {person?.profile === 'ADMINISTRATOR' ? null : (
        <div>
          <button
            type="submit"
            className="button button-primary"
            disabled={sending || login.trim() === '' || lacksDays || !data}
          >
            {person ? t.access.change : t.access.grant}
          </button>
        </div>
      )}
      <Refusal problem={problem} />
    </form>
  )
}

function Revoke({ site, person, onDone }: FormProps & { readonly person: PersonWithProfile }) {
  const t = useMessages()
  const { send, sending, problem } = useCommand(revokeProfileDocument, onDone)
  return (
    <div className="form access-end">
      <div>
        <SureButton
          label={t.access.revokeProfile}
          question={t.access.revokeProfileQuestion(person.name)}
          confirm={t.access.revokeProfileNow}
          disabled={sending}
          onConfirm={() => send({ site, input: { login: person.login ?? '' } })}
        />
      </div>
      <Refusal problem={problem} />
    </div>
  )
}
