// Names the placeholders of a text by what stands in them, so that translators know what comes.
import { types } from '@babel/core'

/** Within one text: the same value has one name, different values have different ones. */
export function namesFor() {
  const taken = new Map<string, types.Node>()
  return (node: types.Node): string => {
    const wished = nameOf(node)
    for (let count = 1; ; count += 1) {
      const name = count === 1 ? wished : `${wished}${count}`
      const other = taken.get(name)
      if (other !== undefined && !types.isNodesEquivalent(other, node)) continue
      taken.set(name, node)
      return name
    }
  }
}

export const nameOf = (node: types.Node): string => ownName(node) ?? 'value'

function ownName(node: types.Node | null | undefined): string | null {
  if (!node) return null
  if (types.isIdentifier(node)) return node.name === 'undefined' ? null : node.name
  if (types.isMemberExpression(node) || types.isOptionalMemberExpression(node)) {
    if (types.isIdentifier(node.property, { name: 'length' })) return 'count'
    return node.computed ? ownName(node.object) ?? ownName(node.property) : ownName(node.property)
  }
  if (types.isCallExpression(node) || types.isOptionalCallExpression(node)) {
    const given = node.arguments.map(ownName).find((name) => name !== null)
    return given ?? ownName(node.callee)
  }
  if (types.isConditionalExpression(node)) {
    return ownName(node.consequent) ?? ownName(node.alternate) ?? ownName(node.test)
  }
  if (types.isLogicalExpression(node) || types.isBinaryExpression(node)) {
    return ownName(node.left) ?? ownName(node.right)
  }
  if (types.isTemplateLiteral(node)) {
    return node.expressions.map(ownName).find((name) => name !== null) ?? null
  }
  if (types.isTSAsExpression(node) || types.isUnaryExpression(node)) {
    return 'expression' in node ? ownName(node.expression) : ownName(node.argument)
  }
  if (types.isJSXFragment(node)) {
    return node.children.map((child) => types.isJSXExpressionContainer(child)
      ? ownName(child.expression) : null).find((name) => name !== null) ?? null
  }
  return null
}
