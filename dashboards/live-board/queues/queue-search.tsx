import { rememberInAddress, useSearch } from '../../app/location.ts'
import { useMessages } from '../../i18n/language.ts'
import { AddressSearch } from '../../ui/forms/address-search.tsx'

const parameter = 'queue'

/** What queues are looked for, from the address of the board: a supervisor's own queues are one link. */
export const useQueueSearch = (): string => new URLSearchParams(useSearch()).get(parameter) ?? ''

export const clearQueueSearch = (): void => rememberInAddress({ [parameter]: undefined })

/** Where there are so few that all are seen at once, a field to look for one is in the way. */
const few = 5

export function QueueSearch({ queues }: { queues: number }) {
  const t = useMessages()
  const wanted = useQueueSearch()
  if (wanted === '' && queues <= few) return null
  return <AddressSearch parameter={parameter} label={t.searchQueues} className="search queue-search" />
}
