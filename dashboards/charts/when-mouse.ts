import type { PointerEvent } from 'react'

/** A finger that is lifted has not left what it pressed, which stays read out; a mouse that goes elsewhere has. */
export const whenMouse =
  (left: () => void) =>
  ({ pointerType }: PointerEvent): void => {
    if (pointerType === 'mouse') left()
  }
