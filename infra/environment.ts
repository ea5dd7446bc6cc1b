/** A variable of the environment. One that is set to nothing, as compose files and units leave it, is not set. */
export const fromEnvironment = (name: string): string | undefined => process.env[name] || undefined
