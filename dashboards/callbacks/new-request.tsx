import { skipToken, useQuery } from '@apollo/client/react'
import { useState, type SubmitEvent } from 'react'
import { mayReadConfiguration, useIdentity } from '../app/identity.ts'
import { firstSite, siteNameOf, useSites } from '../graphql/sites.tsx'
import { useCommand } from '../graphql/use-command.ts'
import { useMessages } from '../i18n/language.ts'
import { Select } from '../ui/controls.tsx'
import { Drawer } from '../ui/drawer.tsx'
import { TextArea, TextField } from '../ui/form.tsx'
import { Refusal } from '../ui/refusal.tsx'
import { listsDocument, requestDocument, type ListTotals } from './queries.ts'

interface NewRequestProps {
  /** Lists that have open requests: what who does not read the configuration is offered. */
  readonly totals: readonly ListTotals[]
  readonly onMade: () => void
  readonly onClose: () => void
}

const blank = {
  list: '',
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
export function NewRequest({ totals, onMade, onClose }: NewRequestProps) {
  const t = useMessages()
  const sites = useSites()
  const [chosenSite, setSite] = useState<string>()
  const site = chosenSite ?? totals[0]?.site ?? firstSite(sites) ?? ''
  const [said, setSaid] = useState(blank)
  const { lists, periods } = useOffered(site, totals)
  const { send, sending, problem } = useCommand(requestDocument, onMade)
  const list = said.list === '' && lists.length === 1 ? (lists[0]?.value ?? '') : said.list
  const field = (name: keyof typeof blank) => ({
    value: name === 'list' ? list : said[name],
    onChange: (value: string) => setSaid(before => ({ ...before, [name]: value })),
  })
  const submit = (event: SubmitEvent) => {
    event.preventDefault()
    const filled = Object.entries(said).filter(([, text]) => text.trim() !== '')
    send({ input: { ...Object.fromEntries(filled), list: list.trim(), site } })
  }
  const hasNumber = said.phoneNumber.trim() !== '' || said.mobilePhoneNumber.trim() !== ''
  return (
    <Drawer title={t.callbacks.newRequest} onClose={onClose} narrow>
      <form className="form" onSubmit={submit}>
        {sites.length > 1 ? (
          <Select
            label={t.site}
            value={site}
            options={sites.map(each => ({ value: each.site, label: siteNameOf(sites, each.site) }))}
            onChange={setSite}
          />
        ) : null}
        <TextField
          label={t.callbacks.list}
          {...field('list')}
          required
          suggestions={lists}
          hint={t.callbacks.listHint}
        />
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
          <TextField
            label={t.callbacks.period}
            {...field('period')}
            suggestions={periods}
            hint={t.callbacks.periodHint}
          />
        </div>
        <div>
          <button
            type="submit"
            className="button button-primary"
            disabled={sending || list.trim() === '' || !hasNumber || site === ''}
          >
            {t.callbacks.make}
          </button>
        </div>
        {hasNumber ? null : <p className="field-hint">{t.callbacks.numberNeeded}</p>}
        <Refusal problem={problem} />
      </form>
    </Drawer>
  )
}

function useOffered(site: string, totals: readonly ListTotals[]) {
  const mayRead = mayReadConfiguration(useIdentity())
  const { data } = useQuery(listsDocument, mayRead && site !== '' ? { variables: { site } } : skipToken)
  const named = data?.configuration
  return {
    lists:
      named?.lists.edges.map(({ node }) => ({ value: node.name, label: node.displayName })) ??
      totals.filter(each => each.site === site).map(({ list }) => ({ value: list })),
    periods: named?.periods.edges.map(({ node }) => ({ value: node.name, label: node.displayName })) ?? [],
  }
}
