import type { ConfiguredQueue } from '../../queues/configured-queues.ts'
import { code, set, type Step } from './dialplan.ts'

/** pbx-configuration §3. The name is set as it stands: nothing in it is code. */
export function rewriteSteps(rewrite: ConfiguredQueue['callerId']): readonly Step[] {
  if (rewrite === null) return []
  // Blanks at the ends of a text are lost where it is escaped; between the two parts they are meant.
  const blank = code` `
  switch (rewrite.mode) {
    case 'prepend':
      return [set`CALLERID(name)=${rewrite.text}${rewrite.text.endsWith(' ') ? blank : code``}\${CALLERID(name)}`]
    case 'append':
      return [set`CALLERID(name)=\${CALLERID(name)}${rewrite.text.startsWith(' ') ? blank : code``}${rewrite.text}`]
    case 'overwrite':
      return [set`CALLERID(name)=${rewrite.text}`]
  }
}
