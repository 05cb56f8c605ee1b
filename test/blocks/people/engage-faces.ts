import { answeredMany, askMany } from '../../../blocks/people/ask-many.ts'
import { engagedView, engageView } from '../../../blocks/people/engage.ts'
import { leftInRole, staying } from '../../../blocks/people/left.ts'
import { refused } from '../../../blocks/people/refused.ts'
import { welcome } from '../../../blocks/people/welcome.ts'
import type { Group } from '../../../db/people/groups.ts'
import type { Involvement } from '../../../db/people/welcome.ts'
import type { Face } from '../inspect.ts'
import { ana, ben, cardOf } from '../samples.ts'

/** The faces of who is brought in, comes and goes, with these words wherever there is a place for them. */
export function engageFaces(words: string): Record<string, Face> {
  const card = cardOf({ title: words, description: words })
  const waiting = { incident: 7, title: words, asked: 9, handle: words, count: 63, by: ana, reason: words }
  const waits = [{ group: 'S0', count: 63, observer: false }]
  return {
    'the form to engage': engageView(7, [groupOf(words), groupOf(words, 'S1')]),
    'what came of it': engagedView(7, { added: [ana], waiting: waits }, [groupOf(words)]),
    'a large group, asked for': askMany(waiting),
    'a large group, by a rule': askMany({ ...waiting, by: null }),
    'welcome with a group': welcome(card, involved({ why: 'group', reason: words, group: words })),
    'left, in a role': leftInRole(7, [
      { role: 'scribe', name: words },
      { role: 'liaison', name: words },
    ]),
  }
}

/** Those without anybody's words. */
export const plainEngageFaces: Record<string, Face> = {
  'the form to engage, without groups': engageView(7, []),
  'the form to engage, with more groups than it can offer': engageView(
    7,
    Array.from({ length: 130 }, (_, i) => groupOf(`team-${i}`, `S${i}`)),
  ),
  'a crowd that comes': engagedView(7, { added: Array.from({ length: 200 }, () => ana), waiting: [] }, []),
  'nobody new': engagedView(7, { added: [], waiting: [] }, []),
  'one comes': answeredMany(7, 1),
  'nobody comes': answeredMany(7, null),
  'welcome of a commander by rule': welcome(cardOf(), involved({ person: ben, why: 'rule' })),
  'welcome of an observer': welcome(cardOf({ resources: [] }), involved({ observer: true, by: ben })),
  'welcome by a group of a rule': welcome(cardOf(), involved({ why: 'group' })),
  'welcome after a merger': welcome(cardOf(), involved({ why: 'merged' })),
  'welcome for a task': welcome(cardOf(), involved({ why: 'task' })),
  'one who would not be invited': refused(7, [{ person: ana, code: 'user_is_restricted' }]),
  'many who would not be invited': refused(
    7,
    Array.from({ length: 200 }, (_, i) => ({
      person: ana,
      code: i % 2 === 0 ? 'cant_invite' : `new_${i % 9}`,
    })),
  ),
  staying: staying(7),
}

function groupOf(handle: string, id = 'S0'): Group {
  return { id, handle, name: handle, members: [ana], disabled: false, updated: 1 }
}

function involved(more: Partial<Involvement>): Involvement {
  return { person: ana, why: 'asked', by: null, reason: '', observer: false, group: null, ...more }
}
