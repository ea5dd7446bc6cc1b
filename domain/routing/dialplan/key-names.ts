/**
 * What a programmed key dials, and what its lamp is called (pbx-configuration §5.7): the code of keys, the phone, what the key does
 * without the * that it begins with, and what comes behind that.
 */
export const keyName = (functionKey: string, phone: string, code: string, ...more: readonly string[]): string =>
  `${functionKey}${[phone, code.replace(/^\*/, ''), ...more].join('*')}`
