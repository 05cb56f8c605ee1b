import { registerHooks } from 'node:module'
import { mutants, mutantVariable, mutate } from './mutants.ts'

// Loaded first into a process of the product: changes one module as it is read, and tells the harness that it did.
const mutant = mutants.find(({ name }) => name === process.env[mutantVariable])
if (!mutant) throw new Error(`${mutantVariable} names no mutant`)

registerHooks({
  load(url, context, nextLoad) {
    const loaded = nextLoad(url, context)
    if (!url.endsWith(`/${mutant.module}`) || url.includes('/node_modules/')) return loaded
    const source = mutate(mutant, textOf(loaded.source))
    process.send?.({ mutated: mutant.name })
    return { ...loaded, source }
  },
})

function textOf(source: string | ArrayBuffer | NodeJS.TypedArray | null | undefined): string {
  if (typeof source === 'string') return source
  return source ? new TextDecoder().decode(source) : ''
}
