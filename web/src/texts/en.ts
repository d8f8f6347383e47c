/** English: what the console says. */
import type { Texts } from './zh'

const count = (n: number, one: string, more: string): string => `${n} ${n === 1 ? one : more}`

export const en: Texts = {
  product: 'Assignments',
  skip: 'Skip to the content',
  nav: { desk: 'My work', inbox: 'Inbox', register: 'Register', tickets: 'Tickets', programme: 'Programme', wall: 'Supervision', reports: 'Reports', rules: 'Rules', hooks: 'Webhooks', organisation: 'Organisation', operations: 'Files', me: 'Me', more: 'More' },
  roles: { handler: 'Handler', leader: 'Leader', office: 'Office', supervisor: 'Supervisor', integrator: 'Integrator', admin: 'Administrator' },
  session: {
    signOut: 'Sign out', signIn: 'Sign in', switchPost: 'Change post', switching: 'Changing…', actingAs: 'Acting as',
    gone: 'You are no longer signed in. What you wrote is kept on this device. Sign in again to go on.',
  },
  settings: {
    title: 'Your settings', language: 'Language', theme: 'Appearance', system: 'As the system', light: 'Light', dark: 'Dark',
    density: 'Rows', roomy: 'Roomy', dense: 'Dense', shortcuts: 'Single-key shortcuts', on: 'On', off: 'Off',
  },
  desk: {
    title: 'My work', nothing: 'Nothing waits for you', nothingWhy: 'New tickets appear here when they arrive.',
    nothingOf: (kind) => `Nothing under “${kind}”`, of: (kind) => `Under “${kind}”`,
  },
  list: {
    title: 'Tickets', number: 'Number', matter: 'Matter', state: 'State', holder: 'Held by', due: 'Due', search: 'Find by title, words or number',
    filters: 'Filters', all: 'All', overdueOnly: 'Overdue only', open: 'Open', closed: 'Closed', state_: 'State', urgency: 'Urgency',
    more: 'Show fifty more', nothing: 'No ticket fits', nothingWhy: 'Try with fewer filters.', clear: 'Clear filters', end: 'These are all',
    shown: (n) => `${count(n, 'ticket', 'tickets')} shown`, chosen: 'Other filters', within: (name) => `Received or held in ${name}`, heldIn: (name) => `Now within ${name}`, receivedIn: (name) => `First received within ${name}`,
    level: (rank) => `Level ${rank}`, everLate: 'Ever late', climbed: 'Sent up by the clock',
    closedIn: (since, until) => `Closed ${since ?? 'from the beginning'} to ${until ?? 'now'}`, breachedIn: (since, until) => `First late ${since ?? 'from the beginning'} to ${until ?? 'now'}`, countedIn: (since, until) => `Closed, or promised and not kept, ${since ?? 'from the beginning'} to ${until ?? 'now'}`,
  },
  ticket: {
    sheets: (n: number) => `${n} sheets`,
    opinion: 'What the citizen says', reply: 'Reply', way: 'The way it took', clock: 'Time limits', stage: 'This step', overall: 'Promised to the citizen', why: 'Why these dates',
    history: 'History', joint: 'Joint work', attachments: 'Attachments', holder: 'Held by', origin: 'Came from', handler: 'Handled by', assignee: 'In the hands of',
    source: 'Source', urgency: 'Urgency', difficulty: 'Difficulty', category: 'Category', created: 'Registered', print: 'Print', back: 'Back',
    more: 'More', noAction: 'Nothing is asked of you here at the moment.', returned: 'returned', due: 'Due', done: 'Closed',
    notFound: 'There is no such ticket, or it is not yours to see.', system: 'System', changed: 'This ticket has just changed: show',
    noClock: 'No clock is running.', nobody: 'no name on record', left: 'Share of the limit that is used', noWay: 'It has not moved yet.', stayed: (span) => `there for ${span}`,
    opinions: (n) => count(n, 'opinion', 'opinions'), contact: 'Contact', place: 'Place', download: 'Download', requests: 'Requests', orders: 'Supervision orders', task: 'Task', by: 'Until', answer: 'Answer',
    saidBy: 'Asked by', orderBy: 'Issued by', orderTo: 'Given to', takenInBy: (name) => `taken in by ${name}`,
  },
  form: {
    send: 'Submit', cancel: 'Cancel', sending: 'Submitting…', optional: 'optional', choose: 'Choose', yes: 'Yes',
    required: 'This is needed.', kept: 'Kept on this device', shownNewest: 'This is the newest. What you wrote is kept: open the form again to go on.',
    unknown: 'It is not known whether this arrived. Submit again: it is done once only.', search: 'Type a name or code', found: (n) => `${count(n, 'match', 'matches')}`,
    tree: 'Units by level', openTree: 'Choose in the tree', closeTree: 'Close the tree', standardReply: 'Take a standard reply', moreFound: 'Show more', charactersLeft: (n) => `${count(n, 'character', 'characters')} left`,
    none: 'Nothing found', ask: 'This cannot be taken back easily. Submit it?', done: (what) => `${what}: done`, remove: 'Remove', add: 'Add',
    between: (low, high) => `Between ${low} and ${high}.`,
  },
  inbox: {
    title: 'Inbox', nothing: 'The inbox is empty', nothingWhy: 'What citizens say appears here when it arrives.', mark: 'Select', alike: 'Alike', reason: 'Reason',
    take: (n) => (n > 1 ? `Take up ${n} together` : 'Take this up'), because: 'Suggested by', dismiss: 'Dismiss',
    form: (n) => (n > 1 ? 'Make one ticket of them' : 'Make it a ticket'), dismissed: (n) => `${count(n, 'opinion', 'opinions')} dismissed`,
    formed: (number, n) => `${count(n, 'opinion', 'opinions')} became ticket ${number}`,
  },
  wall: {
    inCharge: (name) => `in charge: ${name}`, title: 'Supervision', overdue: 'Overdue', warned: 'Due soon', stuck: 'Stuck at the top', units: 'By unit', unit: 'Unit', open: 'Open', onTime: 'On time', list: 'Overdue tickets that lie here',
    nothing: 'Nothing is overdue', nothingWhy: 'Every ticket below is within its limits.', asOf: (when) => `As of ${when}`, all: 'All overdue tickets',
    none: 'none closed', share: (share) => `${share} %`, of: (part, whole) => `${part} of ${whole} in time`, definition: 'What is counted', cases: 'tickets',
    shownAs: 'Shown as', views: { bars: 'Bars', heat: 'Heat' }, tile: 'Overdue / open; the darker, the more is overdue',
    trail: 'Where you are', own: (name) => `${name} itself`, noUnits: 'No ticket is open here.', idle: (n) => `${count(n, 'more unit has', 'more units have')} no tickets`,
    trend: (days) => `Last ${days} days`, received: 'Registered', closed: 'Closed', late: 'Late and open', numbers: 'Numbers day by day', day: 'Day',
  },
  time: {
    left: (span) => `${span} left`, late: (span) => `${span} late`, days: (n) => count(n, 'day', 'days'), hours: (n) => count(n, 'hour', 'hours'),
    minutes: (n) => count(n, 'minute', 'minutes'), today: 'today',
  },
  warning: { yellow: 'Due before long', orange: 'Due soon', red: 'Overdue' },
  state: {
    loading: 'Loading…', failed: 'This could not be read', retry: 'Try again', offline: 'No network. What you see was read before; it is brought up to date when the network is back.', notHere: 'No network, and the page that you want was not read before. Open it when the network is back.',
    forbidden: 'Your post does not see this page', missing: 'There is no such page', home: 'Go to the first page', reference: (id) => `If you ask for help, give this number: ${id}`,
    unread: { offline: 'There is no network. Try again when it is back.', silent: 'The server does not answer. Check the network and try again.', busy: 'The server is busy. Try again in a moment.', signedOut: 'You are no longer signed in.' },
  },
  problem: {
    offline: 'There is no network. What you wrote is kept on this device: submit it when you are back.', noAnswer: 'The server does not answer. Check the network and try again; nothing you wrote is lost.',
    signedOut: 'You are no longer signed in. Sign in again; what you wrote is kept on this device.', forbidden: 'If you need to, ask the administrator of your unit.', missing: 'It does not exist, or is not yours to see any more. Go back to the list.',
    conflict: 'Look at the newest before you decide.', changed: 'The ticket has changed while you were writing. Look at the newest, then submit again.', wrong: 'Some things need to be put right: see what is marked.',
    tooMany: (seconds) => `Too much at a time. Try again in ${seconds < 120 ? count(seconds, 'second', 'seconds') : count(Math.ceil(seconds / 60), 'minute', 'minutes')}.`,
    busy: 'The server is busy. Try again in a moment; nothing you wrote is lost.', unknown: 'It is not known whether this arrived. Submit again: it is done once only.', look: 'Show the newest',
  },
  news: (n) => `${n} new`,
  keys: {
    title: 'Shortcuts', help: 'Show shortcuts', next: 'Next', previous: 'Previous', open: 'Open', search: 'Find', close: 'Close', everywhere: 'On every page', lists: 'Lists', ticket: 'A ticket', submit: 'Submit a form', closes: 'Close, select none',
    select: 'Select', selectTo: 'Select all up to here', moveThese: 'Move what is selected', mark: 'Select', take: 'Make it a ticket', dismiss: 'Dismiss', firstMove: 'Take the next step', comment: 'Comment', print: 'Print',
  },
}
