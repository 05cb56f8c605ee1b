import { registerHooks } from 'node:module'
import { mutantVariable, mutate } from '../kill/mutants.ts'
import { modelMutants } from './mutants.ts'

// Loaded first into a process that leads lives: changes the one module of the mutant that the environment names.
const mutant = modelMutants.find(({ name }) => name === process.env[mutantVariable])
if (!mutant) throw new Error(`${mutantVariable} names no mutant`)

registerHooks({
  load(url, context, nextLoad) {
    const loaded = nextLoad(url, context)
    if (!url.endsWith(`/${mutant.module}`) || url.includes('/node_modules/')) return loaded
    return { ...loaded, source: mutate(mutant, String(loaded.source)) }
  },
})
