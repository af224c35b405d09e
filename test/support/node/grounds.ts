// The kinds of path on which a request can be admitted. Attacks on the gate are tried on each of them.

export interface Ground {
  readonly title: string
  /** The prefix of its paths. */
  readonly at: '' | '/ledger' | '/api' | '/open'
  /** The rules of the workspace. Null if it has none. */
  readonly rules: readonly Readonly<Record<string, unknown>>[] | null
  /** Whom the origin is told about. */
  readonly as: 'person' | 'service' | 'nobody'
}

const cors = { origins: ['https://app.example'], methods: ['GET', 'PUT'], headers: ['content-type'] }
const letIn = { ...cors, credentials: true, max_age: 600 }

/** A rule of each kind, with every condition. */
const RULES = [
  // Every rule of a workspace withholds more headers if one of them names methods.
  { id: 'hooks', path: '/hooks', match: 'exact', methods: ['POST'], access: 'public' },
  { id: 'open', path: '/open', match: 'prefix', access: 'public', cors: letIn },
  { id: 'api', path: '/api', match: 'prefix', access: 'service', networks: ['127.0.0.0/8'], cors: letIn },
  {
    ...{ id: 'ledger', path: '/ledger', match: 'prefix', access: 'member', cors: letIn },
    ...{ require: { max_age: 86_400 }, roles: ['owner', 'member'], networks: ['127.0.0.0/8'] },
  },
]

export const NO_RULES: Ground = { title: 'in a workspace without rules', at: '', rules: null, as: 'person' }
export const BESIDE_RULES: Ground = { title: 'beside rules', at: '', rules: RULES, as: 'person' }
export const STRICT: Ground = { title: 'on a strict path', at: '/ledger', rules: RULES, as: 'person' }
export const SERVICE: Ground = { title: 'on a service path', at: '/api', rules: RULES, as: 'service' }
export const PUBLIC: Ground = { title: 'on a public path', at: '/open', rules: RULES, as: 'nobody' }

/** The grounds that a pass opens. */
export const OF_PEOPLE = [NO_RULES, BESIDE_RULES, STRICT]
/** The grounds that need a pass or a token. */
export const CLOSED = [NO_RULES, STRICT, SERVICE]
/** One ground for each thing that the origin may be told. */
export const GROUNDS = [...CLOSED, PUBLIC]

const all = { path: '/', match: 'prefix' }
/** The workspace is one public path. Even so, some of it is the gate's alone. */
export const ALL_PUBLIC: Ground = {
  ...{ title: 'in a workspace that is public', at: '', as: 'nobody' },
  rules: [{ ...all, id: 'all', access: 'public' }],
}
/** The workspace is one service path, which members may open as well. */
export const ALL_SERVICE: Ground = {
  ...{ title: 'in a workspace for services', at: '', as: 'person' },
  rules: [{ ...all, id: 'all', access: 'service' }],
}
