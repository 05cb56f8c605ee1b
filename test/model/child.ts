import { parseArgs } from 'node:util'
import { mutantVariable } from '../kill/mutants.ts'
import { scratchFrom } from '../scratch.ts'
import { tryOut } from './life.ts'
import { modelMutants } from './mutants.ts'

const { values } = parseArgs({
  options: {
    runs: { type: 'string', default: '1' },
    seed: { type: 'string', default: '0' },
    path: { type: 'string' },
    database: { type: 'string', default: '' },
  },
})
const mutant = modelMutants.find(({ name }) => name === process.env[mutantVariable])
const outcome = await tryOut({
  runs: Number(values.runs),
  seed: Number(values.seed),
  path: values.path,
  weights: mutant?.weights,
  database: () => scratchFrom(values.database),
})
process.send?.(outcome)
process.disconnect?.()
