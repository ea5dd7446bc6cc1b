import type { ReactNode } from 'react'
import { Icon, type IconName } from './icons.tsx'

/** How a state looks: the icon tells it without the colour. */
export interface BadgeLook {
  readonly kind: 'good' | 'bad' | 'warn' | 'accent'
  readonly icon: IconName
}

/** A state in a word, with its shape; the colour only repeats it. */
export function Badge({ look: { kind, icon }, children }: { look: BadgeLook; children: ReactNode }) {
  return (
    <span className={`badge badge-${kind}`}>
      <Icon name={icon} />
      {children}
    </span>
  )
}
