import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import ts from 'typescript'

const root = path.join(import.meta.dirname, '../..')

/** Functions of the domain and the API that make a rejection: what is wrong is the last text that they are given. */
const refusing = new Set(['reject', 'refuse', 'refused', 'rejected', 'refusal', 'problem', 'order', 'wrong'])

/** Where a rejection says what a text must look like. */
const named = new Set(['message', 'means', 'slugRule', 'unreachable'])

/** Functions whose answer is such a sentence. */
const telling = new Set([
  'whyNotIn',
  'notConfigured',
  'unknownCommand',
  'others',
  'textRule',
  'inQuotes',
  'sentence',
  'transformationProblem',
])

/**
 * The sentences of all rejections in the sources of some folders, `{}` for what they name. Where a sentence has a part that
 * is one of several texts there is one sentence for each.
 * @param leftOut  what is in the path of files whose sentences no page shows
 */
export function rejectionSentencesSaid(folders: readonly string[], leftOut: RegExp): ReadonlyMap<string, string> {
  const said = new Map<string, string>()
  for (const folder of folders)
    for (const name of readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' })) {
      const file = path.join(folder, name)
      if (!file.endsWith('.ts') || file.endsWith('.test.ts') || leftOut.test(file)) continue
      const source = ts.createSourceFile(
        file,
        readFileSync(path.join(root, file), 'utf8'),
        ts.ScriptTarget.Latest,
        true,
      )
      visit(source, sentence => said.set(sentence, file))
    }
  return said
}

function visit(node: ts.Node, take: (sentence: string) => void): void {
  for (const sentence of messagesIn(node).flatMap(textsOf)) if (/[a-z]/i.test(sentence)) take(sentence)
  ts.forEachChild(node, child => visit(child, take))
}

function messagesIn(node: ts.Node): readonly ts.Expression[] {
  if (ts.isCallExpression(node) && ts.isIdentifier(node.expression) && refusing.has(node.expression.text))
    return node.arguments.filter(isText).slice(-1)
  if (ts.isPropertyAssignment(node) && named.has(node.name.getText())) return [node.initializer]
  if (ts.isVariableDeclaration(node) && node.name.getText() === 'texts') return valuesOf(node.initializer)
  if (ts.isVariableDeclaration(node) && node.initializer && named.has(node.name.getText())) return [node.initializer]
  if (ts.isReturnStatement(node) && node.expression) return isTelling(functionAround(node)) ? [node.expression] : []
  if (ts.isArrowFunction(node) && !ts.isBlock(node.body)) return isTelling(node) ? [node.body] : []
  return []
}

const valuesOf = (table: ts.Expression | undefined): readonly ts.Expression[] =>
  table && ts.isObjectLiteralExpression(table)
    ? table.properties.flatMap(property => (ts.isPropertyAssignment(property) ? [property.initializer] : []))
    : []

const functionAround = (node: ts.Node): ts.Node | undefined =>
  ts.findAncestor(node, each => ts.isFunctionDeclaration(each) || ts.isArrowFunction(each))

function isTelling(one: ts.Node | undefined): boolean {
  if (!one) return false
  const name = ts.isFunctionDeclaration(one)
    ? one.name
    : ts.isVariableDeclaration(one.parent)
      ? one.parent.name
      : undefined
  return name !== undefined && telling.has(name.getText())
}

/** A text that has a blank: names of fields and rules have none. */
const isText = (expression: ts.Expression): boolean => textsOf(expression).some(text => text.includes(' '))

function textsOf(expression: ts.Expression): readonly string[] {
  if (ts.isStringLiteralLike(expression)) return [expression.text]
  if (ts.isParenthesizedExpression(expression)) return textsOf(expression.expression)
  if (ts.isConditionalExpression(expression)) return [...textsOf(expression.whenTrue), ...textsOf(expression.whenFalse)]
  if (ts.isBinaryExpression(expression)) return textsOf(expression.right)
  if (!ts.isTemplateExpression(expression)) return []
  return expression.templateSpans.reduce<readonly string[]>(
    (before, { expression: value, literal }) =>
      before.flatMap(text => partsOf(value).map(part => text + part + literal.text)),
    [expression.head.text],
  )
}

/** What may stand where a sentence names something: one of several texts, also by the name of a constant, or what nobody knows here. */
function partsOf(value: ts.Expression): readonly string[] {
  if (ts.isConditionalExpression(value)) return [...partsOf(value.whenTrue), ...partsOf(value.whenFalse)]
  if (ts.isIdentifier(value)) {
    const chosen = constantsOf(value.getSourceFile()).get(value.text)
    return chosen ? partsOf(chosen) : ['{}']
  }
  const texts = ts.isBinaryExpression(value) ? [] : textsOf(value)
  return texts.length > 0 ? texts : ['{}']
}

const constants = new WeakMap<ts.SourceFile, ReadonlyMap<string, ts.ConditionalExpression>>()

/** Constants of a file that are one of two values. */
function constantsOf(file: ts.SourceFile): ReadonlyMap<string, ts.ConditionalExpression> {
  const known = constants.get(file)
  if (known) return known
  const found = new Map<string, ts.ConditionalExpression>()
  const look = (node: ts.Node): void => {
    if (ts.isVariableDeclaration(node) && node.initializer && ts.isConditionalExpression(node.initializer))
      found.set(node.name.getText(), node.initializer)
    ts.forEachChild(node, look)
  }
  look(file)
  constants.set(file, found)
  return found
}
