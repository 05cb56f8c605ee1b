/** The sections of a canvas: a heading, a fenced piece, or what stands between blank lines. */
export function sectionsOf(markdown: string): string[] {
  const sections: string[] = []
  let open: string[] = []
  let fenced = false
  const close = () => {
    if (open.length > 0) sections.push(open.join('\n'))
    open = []
  }
  for (const line of markdown.split(/\r?\n/)) {
    if (!fenced && (line.trim() === '' || heading(line))) close()
    if (fenced || line.trim() !== '') open.push(line)
    if (/^\s*```/.test(line)) fenced = !fenced
    if (!fenced && heading(line)) close()
  }
  close()
  return sections
}

/** The level of a heading, 0 where it is none. */
export function heading(section: string): number {
  const [, marks = ''] = /^(#{1,6})\s/.exec(section) ?? []
  return marks.length
}

/** How many cells the tables of a canvas have. */
export function cellsOf(markdown: string): number {
  const rows = markdown.split('\n').filter((it) => /^\s*\|.*\|\s*$/.test(it) && !/^[\s|:-]+$/.test(it))
  return rows.reduce((count, row) => count + row.trim().slice(1, -1).split('|').length, 0)
}
