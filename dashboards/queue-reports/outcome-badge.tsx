import { useMessages } from '../i18n/language.ts'
import { Icon, type IconName } from '../ui/icons.tsx'
import type { Outcome } from './visit-queries.ts'

const looks: Readonly<Record<Outcome, { readonly kind: 'good' | 'bad' | 'warn' | 'accent'; readonly icon: IconName }>> =
  {
    ANSWERED: { kind: 'good', icon: 'good' },
    ABANDONED: { kind: 'bad', icon: 'close' },
    TIMEOUT: { kind: 'warn', icon: 'recording' },
    EXIT_KEY: { kind: 'accent', icon: 'external' },
    EXIT_EMPTY: { kind: 'warn', icon: 'loggedOut' },
    WITHDRAWN: { kind: 'accent', icon: 'external' },
    CALLBACK: { kind: 'accent', icon: 'talking' },
    LOST_SYSTEM: { kind: 'bad', icon: 'offline' },
    OPEN: { kind: 'accent', icon: 'ringing' },
  }

export function OutcomeBadge({ outcome }: { outcome: Outcome }) {
  const t = useMessages()
  const { kind, icon } = looks[outcome]
  return (
    <span className={`badge badge-${kind}`}>
      <Icon name={icon} />
      {t.outcomes[outcome]}
    </span>
  )
}
