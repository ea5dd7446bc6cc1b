/**
 * Whether a name that came with a call tells nobody's name (pbx-configuration 11.2): none, unknown, or a number, whichever way it was written
 * before it was normalised.
 */
export const isNoName = (name: string | null): boolean =>
  name === null || /^[0-9+*#\s.-]*$/.test(name) || /^\W*unknown\W*$/i.test(name)
