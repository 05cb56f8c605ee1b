import { isJson, type Json } from '../slack/json.ts'
import type { AdfDocument, AdfNode } from './contract.ts'

/** Whether this is a document of the Atlassian Document Format, as far as this site knows it. */
export function isDocument(value: unknown): value is AdfDocument {
  return (
    isJson(value) &&
    has(value, ['type', 'version', 'content']) &&
    value.type === 'doc' &&
    value.version === 1 &&
    areNodes(value.content, blocks, 0)
  )
}

/** The words of it, a line a block. */
export function textOf(node: AdfDocument | AdfNode): string {
  if ('text' in node) return node.text ?? ''
  if (node.type === 'hardBreak') return '\n'
  const parts = (node.content ?? []).map(textOf)
  return parts.join(inlineHosts.has(node.type) ? '' : '\n')
}

interface NodeRule {
  children?: string[]
  /** Type of the first child. */
  first?: string
  /** The least there must be. */
  least?: number
  attrs?: Record<string, (value: unknown) => boolean>
  optional?: true
}

const inline = ['text', 'hardBreak']
const listed = ['paragraph', 'bulletList', 'orderedList']
const blocks = ['paragraph', 'heading', 'bulletList', 'orderedList', 'rule', 'panel']
const inlineHosts = new Set(['paragraph', 'heading'])
const panels = ['info', 'note', 'warning', 'success', 'error']

const nodes: Record<string, NodeRule> = {
  paragraph: { children: inline, least: 0 },
  heading: { children: inline, least: 0, attrs: { level: (level) => within(level, 1, 6) } },
  bulletList: { children: ['listItem'], least: 1 },
  orderedList: {
    children: ['listItem'],
    least: 1,
    attrs: { order: (order) => within(order, 0, 1e9) },
    optional: true,
  },
  listItem: { children: listed, first: 'paragraph', least: 1 },
  panel: {
    children: ['paragraph', 'heading', 'bulletList', 'orderedList'],
    least: 1,
    attrs: { panelType: (type) => panels.some((one) => one === type) },
  },
  rule: {},
  hardBreak: { attrs: { text: (text) => text === '\n' }, optional: true },
}

function areNodes(value: unknown, allowed: string[], least: number): boolean {
  if (!Array.isArray(value) || value.length < least) return false
  return value.every((node: unknown) => isJson(node) && allowed.includes(String(node.type)) && isNode(node))
}

function isNode(node: Json): boolean {
  if (node.type === 'text') return isText(node)
  const rule = nodes[String(node.type)]
  if (!rule || !has(node, ['type', 'content', 'attrs'])) return false
  return hasAttrs(node.attrs, rule) && hasChildren(node.content, rule)
}

function hasChildren(content: unknown, { children, first, least }: NodeRule): boolean {
  if (!children) return content === undefined
  if (content === undefined) return least === 0
  return (
    areNodes(content, children, least ?? 0) && (!first || areNodes([content].flat().slice(0, 1), [first], 1))
  )
}

function hasAttrs(attrs: unknown, rule: NodeRule): boolean {
  if (attrs === undefined) return !rule.attrs || rule.optional === true
  if (!isJson(attrs) || !rule.attrs) return false
  const checks = Object.entries(rule.attrs)
  return has(attrs, Object.keys(rule.attrs)) && checks.every(([name, check]) => check(attrs[name]))
}

function isText(node: Json): boolean {
  if (!has(node, ['type', 'text', 'marks'])) return false
  if (typeof node.text !== 'string' || node.text === '') return false
  if (node.marks === undefined) return true
  if (!Array.isArray(node.marks) || !node.marks.every(isMark)) return false
  const types = node.marks.map((mark: Json) => String(mark.type))
  const alone = !types.includes('code') || types.every((type) => type === 'code' || type === 'link')
  return alone && new Set(types).size === types.length
}

function isMark(mark: unknown): boolean {
  if (!isJson(mark) || !has(mark, ['type', 'attrs'])) return false
  if (['strong', 'em', 'code'].includes(String(mark.type))) return mark.attrs === undefined
  if (mark.type !== 'link' || !isJson(mark.attrs) || !has(mark.attrs, ['href', 'title'])) return false
  const { href, title } = mark.attrs
  return typeof href === 'string' && URL.canParse(href) && ['string', 'undefined'].includes(typeof title)
}

function has(value: Json, known: string[]): boolean {
  return Object.keys(value).every((name) => known.includes(name))
}

function within(value: unknown, least: number, most: number): boolean {
  return typeof value === 'number' && Number.isInteger(value) && value >= least && value <= most
}
