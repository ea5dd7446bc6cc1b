import { useQuery } from '@apollo/client/react'
import { mayHear, maySeeBoards, useIdentity } from '../app/identity.ts'
import { rememberInAddress, rememberWhileChoosing } from '../app/location.ts'
import { useSites } from '../graphql/sites.tsx'
import { useMessages } from '../i18n/language.ts'
import { QueuePicker } from '../queue-reports/queue-picker.tsx'
import { RangePicker } from '../report-range/range-picker.tsx'
import type { ReportRange } from '../report-range/report-range.ts'
import { Menu, Select } from '../ui/forms/controls.tsx'
import {
  callOutcomes,
  directions,
  excludedChoices,
  hiddenFiltersSet,
  isFiltered,
  recordingChoices,
  withoutFilters,
  type CallSearch,
} from './call-filter.ts'
import { FilterInput } from './filter-input.tsx'
import { agentNamesDocument } from './queries.ts'

/** What is looked for. Everything stands in the address, so that a search can be sent to a colleague. */
export function FilterBar({ search, range }: { search: CallSearch; range: ReportRange }) {
  const t = useMessages()
  const choosesQueues = maySeeBoards(useIdentity())
  return (
    <RangePicker range={range} withInterval={false}>
      {choosesQueues ? <QueuePicker chosen={search.queues} /> : null}
      <Select
        label={t.outcome}
        value={search.outcome ?? ''}
        options={[
          { value: '', label: t.everyOutcome },
          ...callOutcomes.map(value => ({ value, label: t.history.outcomes[value] })),
        ]}
        onChange={outcome => rememberInAddress({ outcome })}
      />
      <FilterInput
        label={t.history.textLabel}
        value={search.text}
        placeholder={t.history.textHint}
        onChange={text => rememberWhileChoosing({ text })}
      />
      <Menu label={t.history.moreFilters(hiddenFiltersSet(search))} className="more-filters">
        <MoreFilters search={search} />
      </Menu>
      {isFiltered(search) ? (
        <button type="button" className="button button-quiet" onClick={() => rememberInAddress(withoutFilters)}>
          {t.history.resetFilters}
        </button>
      ) : null}
    </RangePicker>
  )
}

function MoreFilters({ search }: { search: CallSearch }) {
  const t = useMessages()
  const sites = useSites()
  const identity = useIdentity()
  return (
    <div className="filter-grid">
      <FilterInput
        label={t.history.number}
        type="tel"
        value={search.number}
        placeholder={t.history.numberHint}
        onChange={number => rememberWhileChoosing({ number })}
      />
      <Select
        label={t.site}
        value={search.site}
        options={[
          { value: '', label: t.allSites },
          ...sites.map(({ site, displayName }) => ({ value: site, label: displayName })),
        ]}
        onChange={site => rememberInAddress({ site })}
      />
      {maySeeBoards(identity) ? <AgentFilter chosen={search.agent} /> : null}
      <Select
        label={t.history.direction}
        value={search.direction ?? ''}
        options={[
          { value: '', label: t.history.everyDirection },
          ...directions.map(value => ({ value, label: t.history.directions[value] })),
        ]}
        onChange={direction => rememberInAddress({ direction })}
      />
      <FilterInput
        label={t.history.talkAtLeast}
        type="number"
        value={search.talkAtLeast?.toString() ?? ''}
        onChange={talkAtLeast => rememberWhileChoosing({ talkAtLeast })}
      />
      <FilterInput
        label={t.history.talkAtMost}
        type="number"
        value={search.talkAtMost?.toString() ?? ''}
        onChange={talkAtMost => rememberWhileChoosing({ talkAtMost })}
      />
      {mayHear(identity) ? (
        <Select
          label={t.history.recording}
          value={search.recording}
          options={recordingChoices.map(value => ({ value, label: t.history.recordings[value] }))}
          onChange={recording => rememberInAddress({ recording: recording === 'any' ? undefined : recording })}
        />
      ) : null}
      <FilterInput label={t.history.tag} value={search.tag} onChange={tag => rememberWhileChoosing({ tag })} />
      <Select
        label={t.history.excludedCalls}
        value={search.excluded}
        options={excludedChoices.map(value => ({ value, label: t.history.excludedChoices[value] }))}
        onChange={excluded => rememberInAddress({ excluded: excluded === 'WITHOUT' ? undefined : excluded })}
      />
    </div>
  )
}

function AgentFilter({ chosen }: { chosen: string }) {
  const t = useMessages()
  const { data } = useQuery(agentNamesDocument)
  const known = (data?.agentBoard.agents ?? []).map(({ site, agent, agentName }) => ({
    value: `${site}/${agent}`,
    label: `${agentName ?? agent} (${site})`,
  }))
  // Who came with the address stays chosen, also before the names are there.
  const missing = chosen !== '' && !known.some(({ value }) => value === chosen)
  return (
    <Select
      label={t.agent}
      value={chosen}
      options={[
        { value: '', label: t.history.allAgents },
        ...(missing ? [{ value: chosen, label: chosen }] : []),
        ...known,
      ]}
      onChange={agent => rememberInAddress({ agent })}
    />
  )
}
