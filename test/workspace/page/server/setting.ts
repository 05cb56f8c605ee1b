import type { Person } from '../../slack/contract.ts'
import type { Ground } from '../ground.ts'
import type { World } from '../shape.ts'
import type { Reading } from './reading.ts'

/** What all tabs have in common while one workspace is shown. */
export interface Setting {
  ground: Ground
  reading: Reading
  offers: Offers
  /** Whether the app is in the workspace; the page alone takes it out and puts it back. */
  installed: boolean
  rebuild?(): void
}

export interface Offers extends Pick<World, 'commands' | 'shortcuts' | 'links' | 'rebuilds'> {
  appName: string
}

/** Who can sign in. */
export const mayAct = ({ kind }: Person) => kind !== 'bot' && kind !== 'deactivated'
