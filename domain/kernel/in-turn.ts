/** Work of one name is done one after the other; of different names at once. */
type InTurn = <T>(name: string, work: () => Promise<T>) => Promise<T>

/** Remembers nothing of a name for which nothing waits. Work that fails keeps nobody waiting. */
export function inTurns(): InTurn {
  const turns = new Map<string, Promise<unknown>>()
  return <T>(name: string, work: () => Promise<T>): Promise<T> => {
    const turn = (turns.get(name) ?? Promise.resolve()).then(work, work)
    turns.set(name, turn)
    const done = (): void => {
      if (turns.get(name) === turn) turns.delete(name)
    }
    turn.then(done, done)
    return turn
  }
}
