/** What each kind of person is called, and what Slack and the app let them do. */
export const rights: Record<string, { called: string; may: string }> = {
  owner: { called: 'Owner', may: 'Runs the workspace: sets Dispatch up and makes channels private' },
  admin: { called: 'Admin', may: 'Helps to run the workspace: the same settings, the same acts' },
  member: { called: 'Member', may: 'Reports, joins and leads; sees every public channel' },
  guest: { called: 'Guest', may: 'Sees only the channels they were invited to; Dispatch turns them away' },
  'single-channel guest': {
    called: 'Guest of one channel',
    may: 'Sees that one channel; Dispatch turns them away',
  },
  stranger: {
    called: 'Another organisation',
    may: 'In shared channels by Slack Connect; Dispatch turns them away',
  },
  deactivated: { called: 'Deactivated', may: 'Cannot sign in any more; what they wrote stays' },
  bot: { called: 'App', may: 'Acts for people' },
}

export const calledOf = (kind: string) => rights[kind]?.called ?? kind
