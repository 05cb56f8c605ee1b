/** A guard of the product, taken out of the code that a process runs: who judges fairly must notice. */
export interface Mutant {
  name: string
  /** The one module that is changed, from the root. */
  module: string
  from: RegExp
  to: string
  /** What must be found wrong with it. */
  shows: 'lost' | 'doubled' | 'late'
  /** What it does not survive; without a name, the report. */
  ordeal?: 'living'
}

export const mutants: Mutant[] = [
  {
    name: 'no look before the retry',
    module: 'jobs/step.ts',
    from: /if \(lease\.ambiguous\) \{(?=\s*const found)/g,
    to: 'if (lease.tries < 0) {',
    shows: 'doubled',
  },
  {
    name: 'retries of the SDK are on',
    module: 'jobs/clients/slack-call.ts',
    from: /retryConfig: \{ retries: 0 \}/g,
    to: 'retryConfig: { retries: 3, minTimeout: 50, maxTimeout: 50 }',
    shows: 'doubled',
  },
  {
    name: 'the ack comes before the commit',
    module: 'app/incident/report.ts',
    from: /app\.view\(reportCallback, async \(\{[^}]*\back\b[^}]*\}\) => \{/g,
    to: '$& await ack()',
    shows: 'lost',
  },
  {
    name: 'a lease of twelve seconds',
    module: 'db/work/lease.ts',
    from: /leaseSeconds = 5\b/g,
    to: 'leaseSeconds = 12',
    shows: 'late',
  },
  {
    name: 'a timer is marked before what it makes true is written',
    module: 'db/work/timers.ts',
    from: /if \(isKnown\(timer\.kind\)\) await kinds/g,
    to: 'await work.tx.execute(sql`commit and chain`); $&',
    shows: 'lost',
    ordeal: 'living',
  },
  {
    name: 'what is wanted while it is painted is not painted again',
    module: 'db/work/new-steps.ts',
    from: /set wanted = steps\.wanted \+ 1,/g,
    to: 'set wanted = steps.wanted,',
    shows: 'lost',
    ordeal: 'living',
  },
]

/** What the processes are told their mutant in. */
export const mutantVariable = 'DISPATCH_MUTANT'

/** The changed text of the module. Throws where there is not exactly one place to change. */
export function mutate({ name, module, from, to }: Omit<Mutant, 'shows'>, source: string): string {
  const places = source.match(from)?.length ?? 0
  if (places !== 1) throw new Error(`${name}: ${places} places to change in ${module}, not one`)
  return source.replace(from, to)
}
