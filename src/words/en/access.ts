import type { RuleProblem } from '../../core/rule-problems.ts'
import { type Part, say } from '../sentence.ts'
import { write } from './write.ts'

/** The page Access: the rules, the tester and WebSockets. */
export const access = {
  titleOf: (workspace: string) => `${workspace} access`,
  intro: ({ workspace }: { workspace: Part }) =>
    say`Only members who sign in can open ${workspace}. Rules make exceptions: paths that are open to everybody, or to programs with a service token, and paths that ask members for more. The first rule that matches decides.`,
  rules: 'Rules',
  none: 'No rules yet. Every path is for members only.',
  add: 'Add a rule',
  /** Alone, in the list of rules. */
  everyPath: 'Every path',
  /** Within a sentence. */
  allPaths: 'every path',
  below: ({ path }: { path: Part }) => say`${path} and everything below`,
  everythingElse: 'Everything else',
  everyMethod: 'every method',
  who: { public: 'Everybody', service: 'Members and service tokens', member: 'Members' },
  /** Conditions of a rule, shown as badges. */
  secondFactorWithin: (span: string) => `Second factor from the last ${span}`,
  passkey: 'Passkey only',
  onlyRoles: (roles: string) => `Role: ${roles}`,
  networks: (count: number) =>
    write.plural(count, { one: 'Only from 1 network', other: `Only from ${count} networks` }),
  cors: 'CORS',
  noEffect: ({ rule }: { rule: Part }) => say`Has no effect: the rule for ${rule} matches first.`,
  /** The name of a button: what it does, and to which rule or token. */
  buttonFor: (action: string, what: string) => `${action}: ${what}`,
  edit: 'Edit',
  up: 'Move up',
  down: 'Move down',
  remove: 'Remove',
  removalTitle: 'Remove a rule',
  removalQuestion: ({ rule }: { rule: Part }) => say`Remove the rule for ${rule}?`,
  removalConsequence: 'After that, the next matching rule applies. If none matches, only members get in.',
  gone: 'Someone has removed this rule.',
  done: {
    saved: 'Rule saved. Takes effect everywhere within a minute.',
    removed: 'Rule removed. Takes effect everywhere within a minute.',
    moved: 'Rule moved. Takes effect everywhere within a minute.',
  },
  stale: 'Someone else just changed the rules. Check them, then try again.',
  cancel: 'Cancel',
  /** After a proof that was asked for on the way. */
  pressAgain: 'Not done yet. Press the button again.',
  /** Before a rule is saved that opens a path. */
  opens: ({ path, methods }: { path: Part; methods: Part }) =>
    say`Everybody on the internet will be able to send ${methods} requests to ${path}, without signing in.`,
  opensAny: ({ path }: { path: Part }) =>
    say`Everybody on the internet will be able to open ${path} with every method, without signing in.`,
  opensFrom: ({ networks }: { networks: Part }) => say`Only from ${networks}.`,
  openToEverybody: 'Open to everybody',
  lockOut: ({ workspace }: { workspace: Part }) =>
    say`With these rules, you couldn’t open ${workspace} yourself. You could still change them here.`,
  saveAnyway: 'Save anyway',
  operatorOnly: ({ contact }: { contact: Part }) =>
    say`Only ${contact} can open paths to everybody, or change the rules that do.`,
  tester: {
    title: 'Test a path',
    hint: 'See which rule decides about a path, such as /hooks/github, or about a whole address. Nothing is changed or sent.',
    method: 'Method',
    path: 'Path',
    submit: 'Test',
    notAPath: 'Enter a path that begins with /.',
    otherHost: 'This workspace does not have this host. Enter only the path.',
    notAMethod: 'Choose a method.',
    decides: ({ rule }: { rule: Part }) => say`The rule for ${rule} decides.`,
    noRule: 'No rule matches.',
    reserved: 'Paths under /.sallyport/ are reserved for sign-in. Rules have no effect there.',
    outcome: {
      public: 'Everybody gets in, without signing in.',
      service: 'Members get in, and programs with a service token for this path.',
      member: 'Only members get in.',
    },
    needsProof: ({ span }: { span: Part }) => say`They need a second factor from the last ${span}.`,
    needsPasskey: 'It must be a passkey.',
    needsRole: ({ roles }: { roles: Part }) => say`Their role must be ${roles}.`,
    odd: 'This address is spelled in a way that servers read differently. So no rule opens it to everybody or to programs, and members must meet every rule that it may mean.',
    otherSpelling:
      'The rule opens only the exact path: upper and lower case must match, and so must a slash at the end.',
    fromHere: ({ ip }: { ip: Part }) =>
      say`Tested from your address ${ip}, because some rules ask for a network.`,
    tokens: ({ tokens }: { tokens: Part }) => say`Service tokens that get in: ${tokens}.`,
    noTokens: 'None of this workspace’s service tokens gets in.',
  },
  sockets: {
    title: 'WebSockets',
    label: 'Close a WebSocket when its session ends',
    hint: 'Without this, an open WebSocket stays open after a sign-out or a removal. It applies to WebSockets that are opened a minute or more after you save. They are not compressed, and a message can have up to 32 MiB.',
    save: 'Save',
  },
}

/** The form of a rule. */
export const ruleForm = {
  addTitle: 'Add a rule',
  editTitle: 'Edit a rule',
  path: 'Path',
  pathHint: 'Begins with /, without the host. For example /hooks',
  match: 'Applies to',
  matches: { prefix: 'This path and everything below it', exact: 'Only this path' },
  methods: 'Methods',
  anyMethodHint: 'Leave all unchecked for every method. GET includes HEAD.',
  someMethodsHint: 'Choose at least one. GET includes HEAD.',
  otherMethods: 'Other methods',
  otherMethodsHint: 'Separated by spaces.',
  access: 'Who gets in',
  accesses: {
    member: 'Members only',
    service: 'Members, and programs with a service token',
    public: 'Everybody, without signing in',
  },
  more: 'More conditions',
  maxAge: 'Ask for the second factor again',
  never: 'No',
  olderThan: (span: string) => `If it is older than ${span}`,
  passkey: 'Accept only a passkey',
  roles: 'Only these roles',
  rolesHint: 'Leave all unchecked for every member.',
  networks: 'Only from these networks',
  networksHint:
    'One address or network per line, such as 192.0.2.0/24. For anyone else, the rule is skipped.',
  cors: 'Other websites (CORS)',
  origins: 'Websites whose scripts may call this path',
  originsHint: 'One per line, such as https://app.example.com',
  corsMethods: 'Methods they may use',
  corsHeaders: 'Request headers they may send',
  listHint: 'Separated by spaces.',
  credentials: 'Allow cookies',
  corsMaxAge: 'Seconds that browsers remember this',
  id: 'Name in logs',
  idHint: 'Lower-case letters, digits and hyphens. Leave it empty to make it from the path.',
  place: 'Position',
  placeLast: 'Last',
  placeBefore: (path: string) => `Before ${path}`,
  save: 'Save rule',
  invalid: 'The rule was not saved. Check the marked fields.',
  choose: 'Choose one of these.',
  goneOnSave: 'This rule was removed meanwhile. If you save, it is added again.',
  problems: {
    too_many_rules: 'A workspace can have up to 50 rules. Remove one first.',
    too_large: 'All rules together are too long. Shorten or remove one.',
    not_an_id: 'Use 1 to 32 lower-case letters, digits and hyphens.',
    id_taken: 'Another rule already has this name.',
    path_without_slash: 'Begin the path with /.',
    path_too_long: 'Use at most 256 characters.',
    path_with_other_characters:
      'Use only the letters A–Z and a–z, digits and - . _ ~ / in a path. Leave out *, queries and escapes such as %20.',
    path_with_empty_segment: 'Use single slashes, not //.',
    path_with_dot_segment: 'Remove the parts . and .. from the path.',
    path_ends_with_slash: 'Remove the / at the end.',
    empty_list: 'Choose or enter at least one.',
    too_many_in_list: 'These are too many. Remove some.',
    method_in_lower_case: 'Write methods in capital letters.',
    not_a_method: 'This is not an HTTP method, such as GET or POST.',
    only_for_members: 'This is possible only with “Members only”.',
    /** Only the seconds of CORS are typed. The age of a second factor is a choice. */
    age_out_of_range: 'Enter a whole number of seconds, at most 7200.',
    not_a_network: 'Enter an IP address or a network, such as 192.0.2.0/24 or 2001:db8::/32.',
    has_host_bits: 'Enter a single address, or a network by its first address, such as 10.0.0.0/8.',
    not_a_web_origin: 'Enter a web address such as https://app.example.com',
    origin_with_more: 'Enter only the beginning of the address, such as https://app.example.com',
    origin_with_wildcard: 'Enter each website in full. A * alone stands for all of them.',
    any_origin_with_credentials: 'Cookies can’t be allowed for every website. Name the websites.',
    not_a_header: 'This is not the name of a header, such as Content-Type.',
  } satisfies Record<RuleProblem, string>,
}
