import { useMessages } from '../i18n/language.ts'
import { Icon } from '../ui/icons.tsx'
import { useOpenActions } from './opener.ts'

/** On the card or in the row of an agent, for those who may act on him. */
export function ActionsButton({ id, name }: { readonly id: string; readonly name: string }) {
  const t = useMessages()
  const open = useOpenActions()
  if (!open) return null
  return (
    <button
      type="button"
      className="button button-quiet button-icon actions-button"
      aria-label={t.acting.open(name)}
      aria-haspopup="dialog"
      title={t.acting.actions}
      onClick={() => open(id)}
    >
      <Icon name="more" />
    </button>
  )
}
