import { useQuery } from '@apollo/client/react'
import { useMessages } from '../i18n/language.ts'
import { Select } from '../ui/forms/controls.tsx'
import { agentGroupsDocument } from './queries.ts'

interface GroupPickerProps {
  /** `site/group`; empty: everybody. */
  readonly value: string
  readonly onChange: (value: string) => void
}

/** Groups of agents, where there are any that somebody is in. */
export function GroupPicker({ value, onChange }: GroupPickerProps) {
  const t = useMessages()
  const { data } = useQuery(agentGroupsDocument)
  const groups = (data?.agentGroups ?? []).filter(({ agents }) => agents.length > 0)
  if (groups.length === 0) return null
  return (
    <Select
      label={t.agentGroup}
      value={value}
      options={[
        { value: '', label: t.allGroups },
        ...groups.map(({ site, name, displayName }) => ({
          value: `${site}/${name}`,
          label: `${displayName} (${site})`,
        })),
      ]}
      onChange={onChange}
    />
  )
}
