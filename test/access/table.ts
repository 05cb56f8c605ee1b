import type { Act } from '../../db/acts.ts'
import type { Visibility } from '../../db/schema/incidents.ts'

/**
 * Who may do what, written out by hand from what people are promised: what is asked of the app is compared with this,
 * so that no cell of `db/acts.ts` changes unseen. A cell says `yes`, or what is missing.
 */
const written = `
act                  of          outside  left   observer  participant  holder  commander  admin-outside  admin-inside  guest  stranger  bot  deactivated  unknown
incident.report      -           yes      yes    yes       yes          yes     yes        yes            yes           no     no        no   no           no
incident.record      -           yes      yes    yes       yes          yes     yes        yes            yes           no     no        no   no           no
broadcasts.choose    -           admin    admin  admin     admin        admin   admin      yes            yes           no     no        no   no           no
operations.choose    -           admin    admin  admin     admin        admin   admin      yes            yes           no     no        no   no           no
incident.read        open        yes      yes    yes       yes          yes     yes        yes            yes           no     no        no   no           no
incident.read        restricted  sight    sight  yes       yes          yes     yes        sight          yes           no     no        no   no           no
incident.join        open        yes      yes    yes       yes          yes     yes        yes            yes           no     no        no   no           no
incident.join        restricted  sight    sight  yes       yes          yes     yes        sight          yes           no     no        no   no           no
incident.update      open        in       in     part      yes          yes     yes        yes            yes           no     no        no   no           no
incident.update      restricted  sight    sight  part      yes          yes     yes        sight          yes           no     no        no   no           no
incident.decline     open        in       in     lead      lead         yes     yes        yes            yes           no     no        no   no           no
incident.decline     restricted  sight    sight  lead      lead         yes     yes        sight          yes           no     no        no   no           no
incident.merge       open        in       in     lead      lead         yes     yes        yes            yes           no     no        no   no           no
incident.merge       restricted  sight    sight  lead      lead         yes     yes        sight          yes           no     no        no   no           no
incident.restore     open        in       in     lead      lead         yes     yes        yes            yes           no     no        no   no           no
incident.restore     restricted  sight    sight  lead      lead         yes     yes        sight          yes           no     no        no   no           no
incident.restrict    open        in       in     lead      lead         yes     yes        yes            yes           no     no        no   no           no
incident.restrict    restricted  sight    sight  lead      lead         yes     yes        sight          yes           no     no        no   no           no
times.correct        open        in       in     lead      lead         yes     yes        yes            yes           no     no        no   no           no
times.correct        restricted  sight    sight  lead      lead         yes     yes        sight          yes           no     no        no   no           no
people.engage        open        in       in     part      yes          yes     yes        yes            yes           no     no        no   no           no
people.engage        restricted  sight    sight  part      yes          yes     yes        sight          yes           no     no        no   no           no
people.engage_many   open        in       in     lead      lead         yes     yes        yes            yes           no     no        no   no           no
people.engage_many   restricted  sight    sight  lead      lead         yes     yes        sight          yes           no     no        no   no           no
role.claim           open        in       in     yes       yes          yes     yes        yes            yes           no     no        no   no           no
role.claim           restricted  sight    sight  yes       yes          yes     yes        sight          yes           no     no        no   no           no
role.assign          open        in       in     part      yes          yes     yes        yes            yes           no     no        no   no           no
role.assign          restricted  sight    sight  part      yes          yes     yes        sight          yes           no     no        no   no           no
handover.offer       open        in       in     part      yes          yes     yes        yes            yes           no     no        no   no           no
handover.offer       restricted  sight    sight  part      yes          yes     yes        sight          yes           no     no        no   no           no
handover.answer      open        in       in     yes       yes          yes     yes        yes            yes           no     no        no   no           no
handover.answer      restricted  sight    sight  yes       yes          yes     yes        sight          yes           no     no        no   no           no
access.request       open        yes      yes    yes       yes          yes     yes        yes            yes           no     no        no   no           no
access.request       restricted  yes      yes    yes       yes          yes     yes        yes            yes           no     no        no   no           no
access.answer        open        in       in     lead      lead         yes     yes        yes            yes           no     no        no   no           no
access.answer        restricted  sight    sight  lead      lead         yes     yes        sight          yes           no     no        no   no           no
message.keep         open        in       in     yes       yes          yes     yes        yes            yes           no     no        no   no           no
message.keep         restricted  sight    sight  yes       yes          yes     yes        sight          yes           no     no        no   no           no
entry.add            open        in       in     yes       yes          yes     yes        yes            yes           no     no        no   no           no
entry.add            restricted  sight    sight  yes       yes          yes     yes        sight          yes           no     no        no   no           no
entry.correct        open        in       in     part      yes          yes     yes        yes            yes           no     no        no   no           no
entry.correct        restricted  sight    sight  part      yes          yes     yes        sight          yes           no     no        no   no           no
entry.hide           open        in       in     part      yes          yes     yes        yes            yes           no     no        no   no           no
entry.hide           restricted  sight    sight  part      yes          yes     yes        sight          yes           no     no        no   no           no
nudge.answer         open        in       in     yes       yes          yes     yes        yes            yes           no     no        no   no           no
nudge.answer         restricted  sight    sight  yes       yes          yes     yes        sight          yes           no     no        no   no           no
archive.postpone     open        in       in     yes       yes          yes     yes        yes            yes           no     no        no   no           no
archive.postpone     restricted  sight    sight  yes       yes          yes     yes        sight          yes           no     no        no   no           no
channel.ask          open        in       in     lead      lead         yes     yes        yes            yes           no     no        no   no           no
channel.ask          restricted  sight    sight  lead      lead         yes     yes        sight          yes           no     no        no   no           no
step.retry           open        yes      yes    yes       yes          yes     yes        yes            yes           no     no        no   no           no
step.retry           restricted  sight    sight  yes       yes          yes     yes        sight          yes           no     no        no   no           no
step.skip            open        yes      yes    yes       yes          yes     yes        yes            yes           no     no        no   no           no
step.skip            restricted  sight    sight  yes       yes          yes     yes        sight          yes           no     no        no   no           no
step.finish          -           app      app    app       app          app     app        app            app           app    app       app  app          app
step.fail            -           app      app    app       app          app     app        app            app           app    app       app  app          app
step.delay           -           app      app    app       app          app     app        app            app           app    app       app  app          app
timer.fire           -           app      app    app       app          app     app        app            app           app    app       app  app          app
workspace.connect    -           app      app    app       app          app     app        app            app           app    app       app  app          app
workspace.leave      -           app      app    app       app          app     app        app            app           app    app       app  app          app
channel.follow       -           app      app    app       app          app     app        app            app           app    app       app  app          app
people.follow        -           app      app    app       app          app     app        app            app           app    app       app  app          app
message.follow       -           app      app    app       app          app     app        app            app           app    app       app  app          app
access.open          -           app      app    app       app          app     app        app            app           app    app       app  app          app
`

/** What a refusal's code says to be missing. */
const missing: Record<string, string> = {
  in: 'not_in',
  part: 'observer',
  lead: 'not_lead',
  sight: 'incident_not_visible',
  admin: 'not_admin',
  app: 'app_only',
}

export const kinds = [
  'outside',
  'left',
  'observer',
  'participant',
  'holder',
  'commander',
  'admin-outside',
  'admin-inside',
  'guest',
  'stranger',
  'bot',
  'deactivated',
  'unknown',
] as const
/** Who asks, by how they stand to the incident and to the workspace. */
export type Kind = (typeof kinds)[number]

const [heads = [], ...rows] = written
  .trim()
  .split('\n')
  .map((line) => line.split(/\s+/))

/** The codes of the refusals for want of permission. */
export const codes = [...Object.values(missing), 'guest', 'stranger', 'bot', 'deactivated', 'person_unknown']

/** The acts that the table has a row of. */
export const actsWritten = new Set(rows.map(([act]) => act))

/** The code of the refusal that this person must get, `none` for one who may. Throws where the table says nothing. */
export function expected(act: Act, of: Visibility, kind: Kind): string {
  const row = rows.find(([name, which]) => name === act && (which === '-' || which === of))
  const cell = row?.[heads.indexOf(kind)]
  if (cell === 'yes') return 'none'
  if (cell === 'no') return kind === 'unknown' ? 'person_unknown' : kind
  const code = cell === undefined ? undefined : missing[cell]
  if (code === undefined) throw new Error(`the table says nothing of ${act} by ${kind}, ${of}`)
  return code
}
