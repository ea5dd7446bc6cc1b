import { useQuery } from '@apollo/client/react'
import { useMessages } from '../i18n/language.ts'
import { TextArea } from '../ui/forms/form.tsx'
import { accessNamesDocument, type TokenRole } from './queries.ts'

interface AclFieldProps {
  readonly role: TokenRole
  readonly value: string
  readonly onChange: (value: string) => void
  readonly hint: string
}

/** Patterns of names; which names there are for the role stands below. */
export function AclField({ role, value, onChange, hint }: AclFieldProps) {
  const t = useMessages()
  const { data } = useQuery(accessNamesDocument)
  const names = (data?.accessNames ?? []).filter(({ roles }) => roles.includes(role))
  return (
    <>
      <TextArea label={t.access.acl} value={value} onChange={onChange} rows={3} mono hint={hint} />
      <details className="access-names">
        <summary>{t.access.namesOfRole(names.length)}</summary>
        <ul className="mono">
          {names.map(({ name }) => (
            <li key={name}>{name}</li>
          ))}
        </ul>
      </details>
    </>
  )
}
