import { useState, type SubmitEvent } from 'react'
import { mayCorrect, useIdentity } from '../app/identity.ts'
import { Link } from '../app/link.tsx'
import { routes } from '../app/location.ts'
import { formatClock, formatLongDay, millisOf } from '../format/instants.ts'
import { useCommand } from '../graphql/use-command.ts'
import { useLanguage, useMessages } from '../i18n/language.ts'
import { Icon } from '../ui/icons.tsx'
import { Refusal } from '../ui/forms/refusal.tsx'
import { ExclusionForm } from './call-exclusion.tsx'
import { CallPart } from './call-parts.tsx'
import type { WholeCall } from './call-query.ts'
import { annotateDocument } from './correction-queries.ts'

interface CallNotesProps {
  readonly call: WholeCall
  readonly zone: string
  readonly onChanged: () => void
}

/** What people said about the call: tags, notes, and whether it counts. */
export function CallNotes({ call, zone, onChanged }: CallNotesProps) {
  const t = useMessages()
  const language = useLanguage()
  const mayWrite = mayCorrect(useIdentity())
  if (!mayWrite && call.notes.length + call.tags.length === 0) return null
  return (
    <CallPart title={t.history.notes}>
      {call.tags.length > 0 ? <Tags call={call} mayRemove={mayWrite} onDone={onChanged} /> : null}
      {call.notes.length > 0 ? (
        <ol className="call-notes">
          {call.notes.map(({ text, at, actor }, place) => (
            <li key={place}>
              <p>{text}</p>
              <span className="cell-note">
                {formatLongDay(millisOf(at), zone, language)}, {formatClock(millisOf(at), zone, language)}
                {actor === null ? '' : ` · ${t.history.by(actor)}`}
              </span>
            </li>
          ))}
        </ol>
      ) : mayWrite ? null : (
        <p className="muted">{t.history.noNotes}</p>
      )}
      {mayWrite ? <NoteForm key={`${call.notes.length} ${call.tags.length}`} id={call.id} onDone={onChanged} /> : null}
      <ExclusionForm call={call} onDone={onChanged} />
    </CallPart>
  )
}

interface TagsProps {
  readonly call: WholeCall
  readonly mayRemove: boolean
  readonly onDone: () => void
}

/** Each leads to the calls with the same tag. */
function Tags({ call, mayRemove, onDone }: TagsProps) {
  const t = useMessages()
  const { send, sending, problem } = useCommand(annotateDocument, onDone)
  return (
    <>
      <ul className="call-tags">
        {call.tags.map(tag => (
          <li key={tag} className="badge">
            <Link to={`${routes.calls}?tag=${encodeURIComponent(tag)}`}>{tag}</Link>
            {mayRemove ? (
              <button
                type="button"
                className="tag-remove"
                aria-label={t.history.removeTag(tag)}
                disabled={sending}
                onClick={() => send({ input: { id: call.id, removeTags: [tag] } })}
              >
                <Icon name="close" />
              </button>
            ) : null}
          </li>
        ))}
      </ul>
      <Refusal problem={problem} />
    </>
  )
}

function NoteForm({ id, onDone }: { id: string; onDone: () => void }) {
  const t = useMessages()
  const { send, sending, problem } = useCommand(annotateDocument, onDone)
  const [note, setNote] = useState('')
  const [tags, setTags] = useState('')
  const addTags = tags.split(',').filter(tag => tag.trim() !== '')
  const submit = (event: SubmitEvent) => {
    event.preventDefault()
    send({ input: { id, ...(note.trim() !== '' && { note }), ...(addTags.length > 0 && { addTags }) } })
  }
  return (
    <form className="correction-form" onSubmit={submit}>
      <label className="field">
        <span className="field-label">{t.history.newNote}</span>
        <textarea
          rows={2}
          maxLength={2000}
          value={note}
          onChange={({ currentTarget }) => setNote(currentTarget.value)}
        />
      </label>
      <label className="field">
        <span className="field-label">{t.history.newTags}</span>
        <input
          type="text"
          value={tags}
          placeholder={t.history.newTagsHint}
          onChange={({ currentTarget }) => setTags(currentTarget.value)}
        />
      </label>
      <button type="submit" className="button" disabled={sending || (note.trim() === '' && addTags.length === 0)}>
        {t.history.writeNote}
      </button>
      <Refusal problem={problem} />
    </form>
  )
}
