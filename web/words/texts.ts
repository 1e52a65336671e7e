// Makes messages of the texts in a source: names their placeholders, counts nouns, compiles them.
import { parseAsync, transformFromAstAsync, traverse, types, type NodePath } from '@babel/core'
import macros from '@lingui/babel-plugin-lingui-macro'
import { createRequire } from 'node:module'
import path from 'node:path'
import { namesFor } from './placeholders.ts'

/** What @lingui/core runs is compiled by its own compiler, of the same version. */
const besideCore = createRequire(createRequire(import.meta.url).resolve('@lingui/core'))
export const { compileMessage } = besideCore('@lingui/message-utils/compileMessage') as
  { compileMessage: (message: string) => unknown[] } // As its declaration says.
export const { generateMessageId } = besideCore('@lingui/message-utils/generateMessageId') as
  { generateMessageId: (message: string, context?: string) => string } // As it declares.

export interface Text {
  source: string
  context: string
}

/** Null for a source without texts. */
export async function withTexts(code: string, filename: string) {
  const ast = await parseAsync(code, {
    filename, ...QUIET, parserOpts: { plugins: ['typescript', 'jsx'] },
  })
  if (ast === null || ast === undefined) return null
  prepare(ast)
  const texts: Text[] = []
  const result = await transformFromAstAsync(ast, code, {
    filename, ...QUIET, sourceMaps: true, cwd: path.join(import.meta.dirname, '../..'),
    plugins: [[macros, { stripMessageField: false }], compiling(texts)],
  })
  return result?.code ? { code: result.code, map: result.map ?? null, texts } : null
}

const QUIET = { configFile: false, babelrc: false } as const
const FROM = { plural: '@lingui/core/macro', ph: '@lingui/core/macro',
  Plural: '@lingui/react/macro' }

/** Before the macros run: `${invoice.number}` is `{number}`, `counted(n, 'day')` is a plural. */
function prepare(ast: types.File): void {
  const used = new Set<keyof typeof FROM>()
  traverse(ast, {
    TaggedTemplateExpression(found) {
      if (!types.isIdentifier(found.node.tag, { name: 't' })) return
      const names = namesFor()
      const { quasis, expressions } = found.node.quasi
      // A long text is broken into lines of the source; they are no lines of the text.
      for (const { value } of quasis) {
        value.raw = value.raw.replaceAll(/\s*\n\s*/g, ' ')
        value.cooked = (value.cooked ?? '').replaceAll(/\s*\n\s*/g, ' ')
      }
      found.node.quasi.expressions = expressions.map((expression) => {
        if (!types.isExpression(expression)) return expression
        const noun = countedNoun(expression)
        if (noun !== null) {
          used.add('plural')
          return pluralCall(noun, names(noun.count))
        }
        namePlural(expression, names)
        return isPlain(expression) ? expression : labelled(names(expression), expression)
      })
    },
    JSXElement(found) {
      const { name } = found.node.openingElement
      if (types.isJSXIdentifier(name, { name: 'Trans' })) nameChildren(found.node, namesFor(), used)
    },
    CallExpression(found) {
      const noun = countedNoun(found.node)
      if (noun === null) return
      used.add('plural')
      // One message of every page that counts these.
      found.replaceWith(pluralCall(noun, 'count'))
    },
  })
  const imported = new Set(ast.program.body.flatMap((statement) =>
    types.isImportDeclaration(statement)
      ? statement.specifiers.map(({ local }) => local.name) : []))
  for (const name of used) {
    if (imported.has(name)) continue
    ast.program.body.unshift(types.importDeclaration(
      [types.importSpecifier(types.identifier(name), types.identifier(name))],
      types.stringLiteral(FROM[name])))
  }
}

type Names = ReturnType<typeof namesFor>

/** `plural(files.length, …)` as `{count, plural, …}`. */
function namePlural(node: types.Expression, names: Names): void {
  if (!types.isCallExpression(node) || !types.isIdentifier(node.callee, { name: 'plural' })) return
  const [count] = node.arguments
  if (types.isExpression(count) && !types.isObjectExpression(count)) {
    node.arguments[0] = labelled(names(count), count)
  }
}

function namePluralElement({ openingElement }: types.JSXElement, names: Names): void {
  for (const attribute of openingElement.attributes) {
    if (!types.isJSXAttribute(attribute) || attribute.name.name !== 'value') continue
    const { value } = attribute
    if (!types.isJSXExpressionContainer(value) || !types.isExpression(value.expression)) continue
    if (types.isObjectExpression(value.expression)) continue
    value.expression = labelled(names(value.expression), value.expression)
  }
}

function nameChildren(
  element: types.JSXElement | types.JSXFragment, names: Names, used: Set<keyof typeof FROM>,
): void {
  element.children = element.children.map((child) => {
    if (types.isJSXElement(child)
      && types.isJSXIdentifier(child.openingElement.name, { name: 'Plural' })) {
      namePluralElement(child, names)
    } else if (types.isJSXElement(child) || types.isJSXFragment(child)) {
      nameChildren(child, names, used)
    }
    if (!types.isJSXExpressionContainer(child)) return child
    const { expression } = child
    if (types.isJSXEmptyExpression(expression) || types.isStringLiteral(expression)) return child
    const noun = countedNoun(expression)
    if (noun !== null) {
      used.add('Plural')
      return pluralElement(noun, names(noun.count))
    }
    if (isMacro(expression)) return child
    used.add('ph')
    // Inside an element of its own: what people wrote is never taken for a tag of the text.
    const shown = types.jsxFragment(types.jsxOpeningFragment(), types.jsxClosingFragment(),
      [types.jsxExpressionContainer(expression)])
    const label = labelled(names(expression), shown)
    return types.jsxExpressionContainer(
      types.callExpression(types.identifier('ph'), [label]))
  })
}

interface Noun {
  count: types.Expression
  one: string
  many: string
}

/** Of `counted(files.length, 'file')`, where the noun is written out. */
function countedNoun(node: types.Node): Noun | null {
  if (!types.isCallExpression(node) || !types.isIdentifier(node.callee, { name: 'counted' })) {
    return null
  }
  const [count, one, many] = node.arguments
  if (!types.isExpression(count) || !types.isStringLiteral(one)) return null
  return { count, one: one.value, many: types.isStringLiteral(many) ? many.value : `${one.value}s` }
}

const labelled = (name: string, value: types.Expression) =>
  types.objectExpression([types.objectProperty(types.identifier(name), value)])

const pluralCall = ({ count, one, many }: Noun, name: string) =>
  types.callExpression(types.identifier('plural'), [
    labelled(name, count),
    types.objectExpression([
      types.objectProperty(types.identifier('one'), types.stringLiteral(`# ${one}`)),
      types.objectProperty(types.identifier('other'), types.stringLiteral(`# ${many}`)),
    ]),
  ])

const pluralElement = ({ count, one, many }: Noun, name: string) => {
  const attribute = (key: string, value: types.Expression) => types.jsxAttribute(
    types.jsxIdentifier(key), types.jsxExpressionContainer(value))
  return types.jsxElement(types.jsxOpeningElement(types.jsxIdentifier('Plural'), [
    attribute('value', labelled(name, count)),
    attribute('one', types.stringLiteral(`# ${one}`)),
    attribute('other', types.stringLiteral(`# ${many}`)),
  ], true), null, [], true)
}

const isMacro = (node: types.Node) => types.isCallExpression(node)
  && types.isIdentifier(node.callee) && ['plural', 'select', 'ph'].includes(node.callee.name)
const isPlain = (node: types.Node) =>
  types.isIdentifier(node) || types.isObjectExpression(node) || isMacro(node)

/** Behind the macros: `message: 'Paid {n}'` becomes what the runtime reads, and is noted. */
const compiling = (texts: Text[]) => () => ({
  visitor: {
    Program: {
      exit(program: NodePath<types.Program>) {
        program.traverse({
          ObjectExpression({ node }) {
            if (!node.leadingComments?.some((comment) => comment.value === 'i18n')) return
            const named = (name: string) => node.properties.find((property) =>
              types.isObjectProperty(property) && types.isIdentifier(property.key, { name }))
            const [message, context] = [named('message'), named('context')]
            if (!types.isObjectProperty(message) || !types.isStringLiteral(message.value)) return
            const source = message.value.value
            texts.push({ source, context: types.isObjectProperty(context)
              && types.isStringLiteral(context.value) ? context.value.value : '' })
            message.value = types.valueToNode(compileMessage(source))
          },
        })
      },
    },
  },
})
