/**
 * The regular expressions of number-transformation.ts as POSIX has them: a + at the start is the plus sign. The format lets only digits,
 * ., [..], (..), {n}, ?, *, +, # and \* \+ \# through, none of which ends a string of the dialplan.
 */
export const posixRegexp = (regexp: string): string => {
  if (!/^[0-9#.()[\]{},?*+\\-]*$/.test(regexp)) throw new Error(`${regexp} is no regular expression of numbers`)
  return regexp.replace(/^\+/, '[+]').replace(/\\([*+#])/g, '[$1]')
}

/** The same with parentheses only around its nth part: Asterisk gives back the first part that an expression has. */
export function withPart(regexp: string, part: number): string {
  const open: number[] = []
  let seen = 0
  return Array.from(posixRegexp(regexp))
    .map(sign => {
      if (sign === '(') {
        seen++
        open.push(seen)
        return seen === part ? sign : ''
      }
      if (sign === ')') return open.pop() === part ? sign : ''
      return sign
    })
    .join('')
}
