/** `recordedOnDemand` and `rrmemory` as GraphQL writes them: RECORDED_ON_DEMAND, RRMEMORY; before a digit stands a V. */
export function enumValueName(value: string): string {
  const name = value
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .replace(/[^A-Za-z0-9]+/g, '_')
    .toUpperCase()
  return /^\d/.test(name) ? `V${name}` : name
}
