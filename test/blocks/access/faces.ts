import { accessAnswered, accessRequest } from '../../../blocks/access/request.ts'
import { farewell, maskedMessage, restrictView } from '../../../blocks/access/restrict.ts'
import type { Face } from '../inspect.ts'
import { ana, ben, room } from '../samples.ts'

const asked = { incident: 7, person: ana, granted: null, answeredBy: null }

/** What is told of who may see it, with these words wherever there is a place for them. */
export function accessFacesWith(words: string): Record<string, Face> {
  return {
    'the form that restricts': restrictView(7, words, 'apart'),
    'asked to see it': accessRequest({ ...asked, title: words }),
  }
}

/** The same without anybody's words. */
export const plainAccessFaces: Record<string, Face> = {
  'let in': accessRequest({ ...asked, title: 'down', granted: true, answeredBy: ben }),
  'not let in': accessRequest({ ...asked, title: 'down', granted: false, answeredBy: ben }),
  'told that one is let in': accessAnswered(7, true, room),
  'told that one is not': accessAnswered(7, false, undefined),
  'the last message of a channel that was open': farewell(7, room),
  'a message that is masked': maskedMessage(7),
}
