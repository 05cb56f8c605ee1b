import type { DataTableBlock, TableBlock } from '@slack/types'
import { type ReactNode, useState } from 'react'
import { withEmoji } from '../text/emoji.ts'
import { keyed } from '../text/keyed.tsx'
import { RichText } from './rich-text.tsx'

type Cell = TableBlock['rows'][number][number]

export function Table({ block }: { block: TableBlock }): ReactNode {
  const [head = [], ...body] = block.rows
  const style = (column: number) => ({
    textAlign: block.column_settings?.[column]?.align,
    whiteSpace: block.column_settings?.[column]?.is_wrapped ? ('normal' as const) : undefined,
  })
  return (
    <div className="table-scroll">
      <table>
        <thead>
          <tr>
            {keyed(head, (cell, column) => (
              <th style={style(column)}>
                <CellText cell={cell} />
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {keyed(body, (row) => (
            <tr>
              {keyed(row, (cell, column) => (
                <td style={style(column)}>
                  <CellText cell={cell} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

export function DataTable({ block }: { block: DataTableBlock }): ReactNode {
  const [page, setPage] = useState(0)
  const [head = [], ...body] = block.rows
  const size = block.page_size ?? 5
  const pages = Math.max(1, Math.ceil(body.length / size))
  const shown = Math.min(page, pages - 1)
  return (
    <div className="table-scroll">
      <table>
        <caption>{withEmoji(block.caption)}</caption>
        <thead>
          <tr>
            {keyed(head, (cell) => (
              <th>
                <CellText cell={cell} />
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {keyed(body.slice(shown * size, (shown + 1) * size), (row) => (
            <tr>
              {keyed(row, (cell, column) =>
                column === block.row_header_column_index ? (
                  <th scope="row">
                    <CellText cell={cell} />
                  </th>
                ) : (
                  <td className={cell.type === 'raw_number' ? 'number' : undefined}>
                    <CellText cell={cell} />
                  </td>
                ),
              )}
            </tr>
          ))}
        </tbody>
      </table>
      {pages > 1 && (
        <div className="pages">
          <button type="button" className="button" disabled={shown === 0} onClick={() => setPage(shown - 1)}>
            ‹ Previous
          </button>
          <span>
            {shown + 1} of {pages}
          </span>
          <button
            type="button"
            className="button"
            disabled={shown === pages - 1}
            onClick={() => setPage(shown + 1)}
          >
            Next ›
          </button>
        </div>
      )}
    </div>
  )
}

function CellText({ cell }: { cell: Cell }): ReactNode {
  return cell.type === 'rich_text' ? <RichText block={cell} /> : withEmoji(cell.text)
}
