import { limits } from './limits.ts'
import type { Finding, Rule } from './validate-rules.ts'
import { charactersOf, isRecord, type Thing } from './validate-values.ts'

/** Rules of tables and charts. */
export const dataRules: Record<string, Rule> = {
  table_chars: (thing) => tooMuch(thing.rows, limits.message.max_table_chars),
  data_table_chars: (thing) => tooMuch(thing.rows, limits.message.max_data_table_chars),
  rect: (thing) => {
    const rows = rowsOf(thing)
    return rows.flatMap((row, n) =>
      row.length === rows[0]?.length ? [] : [[`/rows/${n}`, 'must have as many cells as the first row']],
    )
  },
  header_row_raw: (thing) =>
    (rowsOf(thing)[0] ?? []).flatMap((cell, n) =>
      isRecord(cell) && cell.type === 'rich_text'
        ? [[`/rows/0/${n}/type`, 'unsupported type: rich_text']]
        : [],
    ),
  row_header_index: (thing) => {
    const index = thing.row_header_column_index
    const columns = rowsOf(thing)[0]?.length ?? 0
    if (typeof index !== 'number' || index < columns) return []
    return [['/row_header_column_index', `must be at most ${columns - 1}`]]
  },
  pie_positive: (thing) =>
    records(thing.segments).flatMap((segment, n) =>
      typeof segment.value === 'number' && segment.value <= 0
        ? [[`/segments/${n}/value`, 'must be more than 0']]
        : [],
    ),
  chart_points: (thing) => {
    const axis = isRecord(thing.axis_config) ? thing.axis_config.categories : undefined
    const categories = Array.isArray(axis) ? axis : []
    const series = records(thing.series)
    return [
      ...twice(categories, '/axis_config/categories', ''),
      ...twice(
        series.map((one) => one.name),
        '/series',
        '/name',
      ),
      ...series.flatMap((one, n) => points(one, n, categories)),
    ]
  },
}

function points(series: Thing, n: number, categories: unknown[]): Finding[] {
  const labels = records(series.data).map((point) => point.label)
  const strange = labels.length !== categories.length || labels.some((label) => !categories.includes(label))
  if (strange) return [[`/series/${n}/data`, 'must have one point for each category']]
  return twice(labels, `/series/${n}/data`, '/label')
}

function tooMuch(rows: unknown, most: number): Finding[] {
  return charactersOf(rows) > most ? [['/rows', `must be less than ${most + 1} characters`]] : []
}

function rowsOf(thing: Thing): unknown[][] {
  return Array.isArray(thing.rows) ? thing.rows.filter((row) => Array.isArray(row)) : []
}

function records(value: unknown): Thing[] {
  return Array.isArray(value) ? value.filter(isRecord) : []
}

function twice(values: unknown[], before: string, after: string): Finding[] {
  return values.flatMap((value, n): Finding[] =>
    values.indexOf(value) < n ? [[`${before}/${n}${after}`, `already exists: ${String(value)}`]] : [],
  )
}
