import { readFileSync } from 'node:fs'

export type Surface = 'message' | 'modal' | 'home'
export type Family = 'blocks' | 'elements' | 'rich' | 'cells' | 'charts'

/** What one field may hold. A string names a spec under `shared`. */
export type Spec = string | Field

export type Field = { nullable?: boolean } & (
  | { k: 'string'; min?: number; max?: number; pattern?: string }
  | { k: 'text'; types: string[]; min: number; max: number }
  | { k: 'array'; items: Spec; min?: number; max?: number }
  | { k: 'typed'; in: Family; types: string[]; implied?: boolean }
  | { k: 'ref'; name: string }
  | { k: 'enum'; values: string[] }
  | { k: 'int'; min?: number; max?: number }
  | { k: 'number' | 'bool' | 'any' | 'blocks' }
  | ({ k: 'object' } & Entry)
  | { k: 'oneof'; of: Spec[] }
)

export interface Entry {
  fields: Record<string, Spec>
  required?: string[]
  anyOf?: string[][]
  xor?: string[][]
  not_both?: string[][]
  surfaces?: Surface[]
  in_blocks?: string[]
  /** Keys beyond `fields` are let through. */
  open?: boolean
  mrkdwn_options?: boolean
  rules?: string[]
}

export interface Limits extends Record<Family, Record<string, Entry>> {
  message: {
    max_blocks: number
    max_attachments: number
    text_max: number
    markdown_text_max: number
    total_blocks_chars: number
    markdown_blocks_total_max: number
    max_tables: number
    max_data_visualizations: number
    max_table_chars: number
    max_data_table_chars: number
    metadata_max_bytes: number
    metadata: Entry
    exclusive: [string, string][]
    attachment_keys: string[]
  }
  view: { max_blocks: number; max_json_bytes: number; modal: Entry; home: Entry }
  shared: Record<string, Field>
  composition: Record<string, Entry>
}

export const limits: Limits = JSON.parse(readFileSync(new URL('./limits.json', import.meta.url), 'utf8'))

export function resolve(spec: Spec): Field {
  if (typeof spec !== 'string') return spec
  const field = limits.shared[spec]
  if (!field) throw new Error(`limits.json has no shared field ${spec}`)
  return field
}
