import { useMessages } from '../i18n/language.ts'
import { Icon, type IconName } from '../ui/icons.tsx'
import type { CallOutcome } from './call-filter.ts'

interface Look {
  readonly kind: 'good' | 'bad' | 'warn' | 'accent'
  readonly icon: IconName
}

const looks: Readonly<Record<CallOutcome, Look>> = {
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

/** How a call ended: by word and shape, the colour only repeats it. */
export function CallOutcomeBadge({ outcome }: { outcome: CallOutcome }) {
  const t = useMessages()
  const { kind, icon } = looks[outcome]
  return (
    <span className={`badge badge-${kind}`}>
      <Icon name={icon} />
      {t.history.outcomes[outcome]}
    </span>
  )
}
