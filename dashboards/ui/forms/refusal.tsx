import { Icon } from '../icons.tsx'
import './refusal.css'

/** Why what was just asked for was not done: beside the button that asked for it. */
export function Refusal({ problem }: { problem: string | undefined }) {
  return problem === undefined ? null : (
    <p className="refusal" role="alert">
      <Icon name="bad" /> <span>{problem}</span>
    </p>
  )
}
