/**
 * Turns of a work that is cheaper done less often.
 * @param everyMs between two turns while they are asked for without a pause
 * @param burst how many turns a quiet while saves up
 * @returns takes the next turn, asked for at `nowMs`: how long to wait for it (milliseconds)
 */
export function createPace(everyMs: number, burst: number): (nowMs: number) => number {
  let due = -Infinity
  return nowMs => {
    due = Math.max(due + everyMs, nowMs - burst * everyMs)
    return Math.max(0, due - nowMs)
  }
}
