import { useQuery } from '@apollo/client/react'
import { useState, type SubmitEvent } from 'react'
import { useCommand } from '../graphql/use-command.ts'
import { useMessages } from '../i18n/language.ts'
import { queueNamesDocument } from '../queue-reports/queue-picker.tsx'
import { Select } from '../ui/forms/controls.tsx'
import { TextArea, TextField } from '../ui/forms/form.tsx'
import { Refusal } from '../ui/forms/refusal.tsx'
import { SureButton } from '../ui/forms/sure-button.tsx'
import { changeListDocument, defineListDocument, removeListDocument } from './list-queries.ts'
import type { OfferedList } from './queries.ts'

interface ListFormProps {
  readonly site: string
  /** Undefined: a new one. */
  readonly list: OfferedList | undefined
  readonly onDone: () => void
  readonly onBack: () => void
}

/** A list of people who are to be called back, and the queue whose agents do it. */
export function ListForm({ site, list, onDone, onBack }: ListFormProps) {
  const t = useMessages()
  const [name, setName] = useState(list?.name ?? '')
  const [displayName, setDisplayName] = useState(list?.displayName ?? '')
  const [chosenQueue, setQueue] = useState(list?.queue)
  const [description, setDescription] = useState(list?.description ?? '')
  const { data } = useQuery(queueNamesDocument)
  const known = (data?.queueBoard.queues ?? []).filter(queue => queue.site === site)
  const queues = known.map(({ queue, queueDisplayName }) => ({
    value: queue,
    label: queueDisplayName === null ? queue : `${queueDisplayName} (${queue})`,
  }))
  const queue = chosenQueue ?? queues[0]?.value ?? ''
  const isMissing = queue !== '' && !queues.some(({ value }) => value === queue)
  const defining = useCommand(defineListDocument, onDone)
  const changing = useCommand(changeListDocument, onDone)
  const removing = useCommand(removeListDocument, onDone)
  const { send, sending, problem } = list ? changing : defining
  const submit = (event: SubmitEvent) => {
    event.preventDefault()
    const input = { name: name.trim(), displayName: displayName.trim(), queue, description: description.trim() || null }
    send({ site, input })
  }
  return (
    <form className="form" onSubmit={submit}>
      <button type="button" className="button button-quiet form-back" onClick={onBack}>
        ‹ {t.callbacks.lists}
      </button>
      {list ? null : (
        <TextField label={t.callbacks.shortName} value={name} onChange={setName} required hint={t.callbacks.nameHint} />
      )}
      <TextField label={t.name} value={displayName} onChange={setDisplayName} required maxLength={128} />
      <Select
        label={t.queue}
        value={queue}
        options={isMissing ? [{ value: queue, label: queue }, ...queues] : queues}
        onChange={setQueue}
      />
      <p className="field-hint">{t.callbacks.listHint}</p>
      <TextArea label={t.callbacks.about} value={description} onChange={setDescription} maxLength={1000} />
      <div className="form-buttons">
        <button
          type="submit"
          className="button button-primary"
          disabled={sending || name.trim() === '' || displayName.trim() === '' || queue === ''}
        >
          {list ? t.access.change : t.callbacks.newList}
        </button>
      </div>
      <Refusal problem={problem} />
      {list ? (
        <>
          <div>
            <SureButton
              label={t.callbacks.remove}
              question={t.callbacks.removeListQuestion(list.displayName)}
              confirm={t.callbacks.removeNow}
              disabled={removing.sending}
              onConfirm={() => removing.send({ site, input: { name: list.name } })}
            />
          </div>
          <Refusal problem={removing.problem} />
        </>
      ) : null}
    </form>
  )
}
