import { useMessages } from '../i18n/language.ts'
import { Badge, type BadgeLook } from '../ui/badge.tsx'
import type { Outcome } from './visit-queries.ts'

const looks: Readonly<Record<Outcome, BadgeLook>> = {
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

/** How a visit ended. */
export function OutcomeBadge({ outcome }: { outcome: Outcome }) {
  const t = useMessages()
  return <Badge look={looks[outcome]}>{t.outcomes[outcome]}</Badge>
}
