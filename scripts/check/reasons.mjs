/**
 * Two lint rules of the house: what switches a check off says why, on the line or above its statement.
 * Plain JavaScript, because eslint.config.mjs loads it as it is.
 */

const statement = /(Statement|Declaration|Definition|Signature)$/

/** Whether a comment ends on the node's first line, the line above, or the line above the statement it stands in. */
function hasReason(node, source, comments) {
  const lines = new Set([node.loc.start.line, node.loc.end.line, node.loc.start.line - 1])
  for (let up = node; up; up = up.parent) {
    if (statement.test(up.type)) {
      lines.add(up.loc.start.line - 1)
      break
    }
    // Inside an object or an argument list the comment stands above its own member.
    lines.add(up.loc.start.line - 1)
  }
  return comments.some((comment) => lines.has(comment.loc.end.line) && /[\p{L}]{2}/u.test(comment.value))
}

const isConst = (type) => type.type === 'TSTypeReference' && type.typeName.name === 'const'

/** `as` (but not `as const`, and not `as unknown`, which promises nothing) and `!` need a reason. */
const castReason = {
  meta: { type: 'suggestion', schema: [], messages: { reason: 'Say in a comment on this line or above why this is true.' } },
  create(context) {
    const source = context.sourceCode
    const comments = source.getAllComments()
    const check = (node) => {
      if (!hasReason(node, source, comments)) context.report({ node, messageId: 'reason' })
    }
    return {
      TSAsExpression(node) {
        const type = node.typeAnnotation
        if (isConst(type) || type.type === 'TSUnknownKeyword') return
        check(node)
      },
      TSTypeAssertion: check,
      TSNonNullExpression: check,
    }
  },
}

/** A suppression names its rules and says why: `-- reason`, or a comment just above it. */
const suppressionReason = {
  meta: { type: 'suggestion', schema: [], messages: { reason: 'Name the rules and the reason: eslint-disable-next-line RULE -- why' } },
  create(context) {
    const comments = context.sourceCode.getAllComments()
    const above = (comment) => comments.some((one) => one.loc.end.line === comment.loc.start.line - 1)
    const isBare = (comment) => {
      const text = comment.value.trim()
      if (/^@ts-(ignore|nocheck)/.test(text)) return true
      if (!/^eslint-disable/.test(text)) return false
      if (!/^eslint-disable(-next-line|-line)?\s+[\w@]/.test(text)) return true
      return !/ -- \S/.test(text) && !above(comment)
    }
    return {
      Program() {
        for (const comment of comments.filter(isBare)) context.report({ loc: comment.loc, messageId: 'reason' })
      },
    }
  },
}

export default { rules: { 'cast-reason': castReason, 'suppression-reason': suppressionReason } }
