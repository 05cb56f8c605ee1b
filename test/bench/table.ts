export interface Row {
  what: string
  reference: string
  ours: string
  ratio: string
  interval: string
  goal: string
  result: 'met' | 'missed' | ''
}

const heads: Row = {
  what: 'what',
  reference: 'reference',
  ours: 'ours',
  ratio: 'ratio',
  interval: '95 % interval',
  goal: 'goal',
  result: '',
}

/** The rows as columns of text. */
export function tableOf(rows: Row[]): string {
  const names = ['what', 'reference', 'ours', 'ratio', 'interval', 'goal', 'result'] as const
  const all = [heads, ...rows]
  const widths = names.map((name) => Math.max(...all.map((row) => row[name].length)))
  return all
    .map((row) =>
      names
        .map((name, i) => row[name].padEnd(widths[i] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n')
}

export function ms(figure: number): string {
  return `${figure.toFixed(1)} ms`
}
