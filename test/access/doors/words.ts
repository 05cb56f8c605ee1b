import type { Door, Named } from './forged.ts'

/** Every word of `/dispatch`, with what is typed behind it. */
export function typedWords(channel: string, own: () => number, somebody: () => string): Record<string, Door> {
  const typed = (...lines: ((named: Named) => string)[]): Door => ({
    forge: (named) => lines.map((line) => ({ kind: 'command', channel, text: line(named) })),
  })
  const of = (word: string, ...more: string[]) =>
    typed(
      ...more.map(
        (rest) =>
          ({ incident }: Named) =>
            `${word} INC-${incident} ${rest}`.trim(),
      ),
    )
  return {
    help: { ...typed(() => 'help'), harmless: true },
    report: { ...typed(({ incident }) => `report INC-${incident}`), harmless: true },
    list: { ...typed(({ incident }) => `list all INC-${incident}`), harmless: true },
    record: { ...typed(({ incident }) => `record INC-${incident}`), harmless: true },
    request: { ...of('request', ''), harmless: true },
    join: of('join', ''),
    update: of('update', '', 'it is so'),
    status: of('status', '', 'stable it is so', 'closed it is so'),
    severity: of('severity', '', 'minor it is so'),
    priority: of('priority', '', 'low it is so'),
    close: of('close', '', 'a new cable'),
    reopen: of('reopen', '', 'it is back'),
    decline: of('decline', '', 'it is none'),
    merge: typed(
      ({ incident }) => `merge INC-${incident}`,
      ({ incident }) => `merge INC-${incident} INC-${own()} the same`,
      ({ incident }) => `merge INC-${own()} INC-${incident} the same`,
    ),
    restore: of('restore', '', 'it was real'),
    times: of('times', ''),
    restrict: of('restrict', '', 'names are in it'),
    engage: typed(
      ({ incident }) => `engage INC-${incident}`,
      ({ incident }) => `engage INC-${incident} <@${somebody()}> please`,
    ),
    event: of('event', '', 'it smells'),
    timeline: of('timeline', '', 'till'),
    role: typed(
      ({ incident }) => `role INC-${incident}`,
      ({ incident }) => `role INC-${incident} scribe <@${somebody()}>`,
    ),
    claim: of('claim', '', 'scribe'),
    handover: typed(
      ({ incident }) => `handover INC-${incident}`,
      ({ incident }) => `handover INC-${incident} scribe <@${somebody()}>`,
    ),
    people: of('people', ''),
  }
}
