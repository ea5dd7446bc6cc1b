/** Draws together what is asked for within one wait: the two boards are pushed one after the other and cost one drawing. */
export interface Frame {
  /** Asked for twice, it is drawn once. Gives back how it is called off. */
  readonly ask: (draw: () => void) => () => void
}

/** Two frames of a screen: nobody sees the delay, and the agents' board comes some milliseconds after that of the queues. */
const waitMs = 32

export function createFrame(): Frame {
  let timer: ReturnType<typeof setTimeout> | undefined
  const asked = new Set<() => void>()

  const drawAll = () => {
    timer = undefined
    const draws = [...asked]
    asked.clear()
    for (const draw of draws) draw()
  }

  return {
    ask(draw) {
      asked.add(draw)
      // Not requestAnimationFrame: a hidden page would hold its pushes back and then show the past for a moment.
      timer ??= setTimeout(drawAll, waitMs)
      return () => void asked.delete(draw)
    },
  }
}
