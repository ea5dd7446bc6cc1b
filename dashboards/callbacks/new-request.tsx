import { useState, type SubmitEvent } from 'react'
import { useCommand } from '../graphql/use-command.ts'
import { useMessages } from '../i18n/language.ts'
import { Select } from '../ui/forms/controls.tsx'
import { Drawer } from '../ui/drawer.tsx'
import { TextArea, TextField } from '../ui/forms/form.tsx'
import { Refusal } from '../ui/forms/refusal.tsx'
import { ListField, useChosenList } from './list-field.tsx'
import { requestDocument } from './queries.ts'

interface NewRequestProps {
  readonly onMade: () => void
  readonly onClose: () => void
}

const blank = {
  phoneNumber: '',
  mobilePhoneNumber: '',
  firstName: '',
  lastName: '',
  company: '',
  description: '',
  dueDate: '',
  period: '',
}

/** Somebody asks to be called back, and an agent or his supervisor writes it down. */
export function NewRequest({ onMade, onClose }: NewRequestProps) {
  const t = useMessages()
  const chosen = useChosenList()
  const { site, list } = chosen
  const [said, setSaid] = useState(blank)
  const { send, sending, problem } = useCommand(requestDocument, onMade)
  const periods = chosen.offer?.periods ?? []
  const field = (name: keyof typeof blank) => ({
    value: said[name],
    onChange: (value: string) => setSaid(before => ({ ...before, [name]: value })),
  })
  const submit = (event: SubmitEvent) => {
    event.preventDefault()
    const filled = Object.entries(said).filter(([, text]) => text.trim() !== '')
    send({ input: { ...Object.fromEntries(filled), list, site } })
  }
  const hasNumber = said.phoneNumber.trim() !== '' || said.mobilePhoneNumber.trim() !== ''
  return (
    <Drawer title={t.callbacks.newRequest} onClose={onClose} narrow>
      <form className="form" onSubmit={submit}>
        <ListField chosen={chosen} />
        <div className="form-pair">
          <TextField label={t.callbacks.phone} type="tel" {...field('phoneNumber')} />
          <TextField label={t.callbacks.mobile} type="tel" {...field('mobilePhoneNumber')} />
        </div>
        <div className="form-pair">
          <TextField label={t.callbacks.firstName} {...field('firstName')} maxLength={128} />
          <TextField label={t.callbacks.lastName} {...field('lastName')} maxLength={128} />
        </div>
        <TextField label={t.callbacks.company} {...field('company')} maxLength={128} />
        <TextArea label={t.callbacks.about} {...field('description')} maxLength={2000} />
        <div className="form-pair">
          <TextField label={t.callbacks.due} type="date" {...field('dueDate')} hint={t.callbacks.nextDayHint} />
          <Select
            label={t.callbacks.period}
            {...field('period')}
            options={[
              { value: '', label: t.callbacks.periodHint },
              ...periods.map(({ name, displayName, start, end }) => ({
                value: name,
                label: `${displayName}, ${start}–${end}`,
              })),
            ]}
          />
        </div>
        <div>
          <button type="submit" className="button button-primary" disabled={sending || list === '' || !hasNumber}>
            {t.callbacks.make}
          </button>
        </div>
        {hasNumber ? null : <p className="field-hint">{t.callbacks.numberNeeded}</p>}
        <Refusal problem={problem} />
      </form>
    </Drawer>
  )
}
