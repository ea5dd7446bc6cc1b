import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

const css = ['tokens.css', '../charts/heatmap.css']
  .map(name => readFileSync(new URL(name, import.meta.url), 'utf8'))
  .join('\n')

/** Colours by name, as the style sheets declare them for a theme. */
function colours(theme: 'light' | 'dark'): ReadonlyMap<string, string> {
  const found = new Map<string, string>()
  for (const [, selector = '', body = ''] of css.matchAll(/([^{}]+)\{([^{}]*)\}/g)) {
    if (!/:root/.test(selector) || (selector.includes('dark') && theme === 'light')) continue
    for (const [, name = '', value = ''] of body.matchAll(/--([\w-]+):\s*(#[0-9a-f]{6})\b/gi)) found.set(name, value)
  }
  return found
}

function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map(start => {
    const part = parseInt(colour.slice(start, start + 2), 16) / 255
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}

function contrast(a: string, b: string): number {
  const [dark = 0, light = 0] = [luminance(a), luminance(b)].sort((x, y) => x - y)
  return (light + 0.05) / (dark + 0.05)
}

const states = ['ready', 'ringing', 'talking', 'paused', 'wrap-up', 'logged-out', 'uncertain', 'good', 'warn', 'bad']

const texts: readonly (readonly [text: string, ground: string])[] = [
  ...['card', 'page', 'inset', 'hover'].flatMap(ground =>
    ['ink', 'ink-2', 'ink-3'].map(text => [text, ground] as const),
  ),
  ...['accent', ...states].map(text => [text, 'card'] as const),
  ...['accent', ...states].map(text => [text, `${text}-soft`] as const),
  ...['warn-soft', 'bad-soft', 'accent-soft'].flatMap(ground => ['ink', 'ink-2'].map(text => [text, ground] as const)),
  ['accent-ink', 'accent'],
  ...[0, 1, 2, 3].map(step => ['heat-dark', `heat-${step}`] as const),
  ...[4, 5, 6].map(step => ['heat-light', `heat-${step}`] as const),
]

test.each(['light', 'dark'] as const)('every text of the %s theme has a contrast of 4.5 to 1 (WCAG AA)', theme => {
  const known = colours(theme)
  const faint = texts.flatMap(([text, ground]) => {
    const ratio = contrast(known.get(text) ?? '', known.get(ground) ?? '')
    return ratio >= 4.5 ? [] : [`${text} on ${ground}: ${ratio.toFixed(2)}`]
  })
  expect(faint).toEqual([])
})

test.each(['light', 'dark'] as const)('borders of fields and bars of the %s theme have 3 to 1', theme => {
  const known = colours(theme)
  const faint = ['line-strong', 'bar-answered', 'bar-abandoned', 'focus'].flatMap(name => {
    const ratio = contrast(known.get(name) ?? '', known.get('card') ?? '')
    return ratio >= 3 ? [] : [`${name}: ${ratio.toFixed(2)}`]
  })
  expect(faint).toEqual([])
})
