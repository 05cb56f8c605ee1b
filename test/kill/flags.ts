import { parseArgs } from 'node:util'

export interface Flags {
  kills: number
  incidents: number
  seed: number
}

export function readFlags(args: string[]): Flags {
  const { values } = parseArgs({
    args,
    options: { kills: { type: 'string' }, incidents: { type: 'string' }, seed: { type: 'string' } },
  })
  return {
    kills: whole('kills', values.kills, 50),
    incidents: whole('incidents', values.incidents, 20),
    seed: whole('seed', values.seed, Math.floor(Math.random() * 1_000_000)),
  }
}

function whole(name: string, text: string | undefined, otherwise: number): number {
  const value = text === undefined ? otherwise : Number(text)
  if (!Number.isInteger(value) || value < 0) throw new Error(`--${name} must be a whole number, 0 or more`)
  return value
}
