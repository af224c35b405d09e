// Says what is wrong with the scope of a service token. Its paths, methods and networks are written as those
// of rules.

import type { NetworkProblem } from './network.ts'
import {
  type ListProblem,
  listProblems,
  type MethodProblem,
  MOST_METHODS,
  MOST_NETWORKS,
  methodProblem,
  networkProblem,
  type PathProblem,
  pathProblem,
} from './rule-problems.ts'

export const MOST_PATHS = 20

export type ScopeProblem = PathProblem | MethodProblem | NetworkProblem | ListProblem

export interface FoundScopeProblem {
  /** The place in the list, or empty for the list as a whole. */
  readonly path: readonly (string | number)[]
  readonly problem: ScopeProblem
}

/** Returns what is wrong with the paths of a scope. There is at least one path, so that none is opened by mistake. */
export const findPathProblems = (paths: readonly string[]): readonly FoundScopeProblem[] => [
  ...listProblems(paths, [1, MOST_PATHS], pathProblem),
]

/** Returns what is wrong with the methods of a scope. */
export const findMethodProblems = (methods: readonly string[]): readonly FoundScopeProblem[] => [
  ...listProblems(methods, [1, MOST_METHODS], methodProblem),
]

/** Returns what is wrong with the networks of a scope. Null is any network. */
export const findNetworkProblems = (networks: readonly string[] | null): readonly FoundScopeProblem[] =>
  networks === null ? [] : [...listProblems(networks, [1, MOST_NETWORKS], networkProblem)]
