import { useMessages } from '../i18n/language.ts'
import { Badge, type BadgeLook } from '../ui/badge.tsx'
import type { CallOutcome } from './call-filter.ts'

const looks: Readonly<Record<CallOutcome, BadgeLook>> = {
  ANSWERED: { kind: 'good', icon: 'good' },
  ABANDONED: { kind: 'bad', icon: 'close' },
  NO_ANSWER: { kind: 'warn', icon: 'recording' },
  BUSY: { kind: 'warn', icon: 'paused' },
  VOICEMAIL: { kind: 'accent', icon: 'queues' },
  FORWARDED: { kind: 'accent', icon: 'external' },
  REFUSED: { kind: 'warn', icon: 'loggedOut' },
  FAILED: { kind: 'bad', icon: 'bad' },
  IN_PROGRESS: { kind: 'accent', icon: 'talking' },
  UNTERMINATED: { kind: 'warn', icon: 'uncertain' },
}

/** How a call ended. */
export function CallOutcomeBadge({ outcome }: { outcome: CallOutcome }) {
  const t = useMessages()
  return <Badge look={looks[outcome]}>{t.history.outcomes[outcome]}</Badge>
}
