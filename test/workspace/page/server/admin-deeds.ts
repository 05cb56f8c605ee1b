import { z } from 'zod'
import type { Person } from '../../slack/contract.ts'
import { move } from './deed.ts'

/** What those who run the workspace do with its people and its app. */
export const adminDeeds = {
  deactivate: move({ person: z.string() }, async (by, { person }, { ground }) => {
    running(by)
    if (person === by.id) throw new Error('Nobody deactivates themselves.')
    ground.slack.changePerson(person, { kind: 'deactivated' })
  }),
  reactivate: move({ person: z.string() }, async (by, { person }, { ground }) => {
    running(by)
    ground.slack.changePerson(person, { kind: 'member' })
  }),
  uninstall: move({}, async (by, _nothing, setting) => {
    running(by)
    setting.ground.slack.uninstall()
    setting.installed = false
  }),
  reinstall: move({}, async (by, _nothing, setting) => {
    running(by)
    setting.ground.slack.reinstall()
    setting.installed = true
  }),
}

function running({ kind }: Person): void {
  if (kind !== 'owner' && kind !== 'admin') throw new Error('Only an owner or an admin can do that.')
}
