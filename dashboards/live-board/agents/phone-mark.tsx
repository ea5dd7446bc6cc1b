import { useMessages } from '../../i18n/language.ts'
import { Icon, type IconName } from '../../ui/icons.tsx'
import type { PhoneSign } from './phone-sign.ts'

const iconOf = {
  held: 'held',
  otherCall: 'otherCall',
  otherRing: 'ringing',
  unreachable: 'unreachable',
} as const satisfies Readonly<Record<PhoneSign, IconName>>

/** What the telephone of an agent does besides: a shape and words, whatever the colour. */
export function PhoneMark({ sign }: { sign: PhoneSign | null }) {
  const t = useMessages()
  if (!sign) return null
  return (
    <span className={`phone-mark phone-mark-${sign}`} title={t.phoneSignMeanings[sign]}>
      <Icon name={iconOf[sign]} />
      {t.phoneSigns[sign]}
    </span>
  )
}
