import { homeView } from '../../../blocks/home/home.ts'
import { listView } from '../../../blocks/home/list.ts'
import { menuMessage, menuView } from '../../../blocks/home/menu.ts'
import type { Menu } from '../../../db/home/menu.ts'
import type { Face } from '../inspect.ts'
import { ana, ben, board, homeOf, reportedAt, room, rowOf } from '../samples.ts'

/** Home, lists and menus, with these words wherever there is a place for them. */
export function homeFacesWith(words: string): Record<string, Face> {
  return {
    'home, full': fullHome(words),
    'a list': listView({ which: 'all', words, page: 1 }, { rows: [rowOf({ title: words })], hasMore: true }),
    'the menu': menuMessage(menuOf({ title: words })),
  }
}

/** The same without anybody's words. */
export const plainHomeFaces: Record<string, Face> = {
  'home with a channel that is lost': homeView(homeOf({ lost: [{ channel: board, how: 'deleted' }] })),
  'home of a member': homeView(homeOf({ canConfigure: false })),
  'home of a member, set up': homeView(
    homeOf({ canConfigure: false, broadcasts: [board], operations: room }),
  ),
  'home of a guest': homeView(homeOf({ kind: 'guest' }, { denied: 'Guests cannot use Dispatch.' })),
  'home of an owner, at first': homeView(homeOf()),
  'home of an owner, refused': homeView(
    homeOf({ broadcasts: Array.from({ length: 10 }, (_, i) => `C0BOARD${i}`), operations: room }),
    'Please choose 10 channels at most.',
  ),
  'home in the middle, with all there can be': fullHome('down'),
  'menu of all that can be done': menuView(menuOf({})),
  'menu of a closed one': menuView(menuOf({ status: 'closed' })),
  'menu of a declined one': menuMessage(menuOf({ status: 'closed', outcome: 'declined' })),
  'menu of who is outside': menuMessage(menuOf({ isIn: false, can: (act) => act === 'incident.join' })),
  'list of none': listView({ which: 'mine', words: '', page: 0 }, { rows: [], hasMore: false }),
}

/** Home with as much on it as it can hold. */
function fullHome(title: string) {
  const ten = Array.from({ length: 10 }, (_, i) => i + 1)
  const rows = ten.map((id) => rowOf({ id, title, roles: [title, title], nextUpdateAt: reportedAt }))
  return homeView(
    homeOf(
      {
        requests: ten.map((incident) => ({ incident, title, person: ana })),
        offers: ten.map((incident) => ({ handover: 1, incident, title, role: title, from: ben })),
        health: { isAlive: true, troubled: 2 },
      },
      { roles: rows, open: { rows, hasMore: true }, page: 1 },
    ),
  )
}

function menuOf(more: Partial<Menu>): Menu {
  const plain = { incident: 7, title: 'down', status: 'active', outcome: null, afterwards: false } as const
  return { ...plain, isRestricted: false, isIn: true, can: () => true, ...more }
}
