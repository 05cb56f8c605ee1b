import type { Slack } from './workspace/slack/contract.ts'

/** For a stage: these people, in channels that all of them are in; incidents are announced in #incidents. */
export function town(names: string[], channels = ['general', 'incidents']) {
  return {
    before: (slack: Slack) => {
      for (const name of names) slack.addPerson({ name })
      for (const name of channels) slack.addChannel({ name, members: names })
    },
    configuration: (slack: Slack) => `broadcast: [{ channel: ${slack.channel('incidents').id} }]`,
  }
}
