// Reads the form of a service token. Keeps the fields as the admin wrote them.

import { parseName } from '../../../core/name.ts'
import type { ServiceScope } from '../../../core/service-scope.ts'
import {
  type FoundScopeProblem,
  findMethodProblems,
  findNetworkProblems,
  findPathProblems,
} from '../../../core/service-scope-problems.ts'
import { entryAt, type FieldProblem, type FieldProblems } from './field-problems.tsx'
import { linesOf, methodsIn, methodsOf, type WrittenMethods, writeMethods } from './written-lists.ts'

/** The choices of how long a token lasts, in days. */
export const LIFETIMES = [7, 30, 90, 365] as const

/** The fields of the form, unchecked. A field that is absent is empty. */
export interface WrittenToken extends WrittenMethods {
  readonly name: string
  readonly days: string
  readonly paths: string
  readonly networks: string
}

export const writtenIn = (fields: URLSearchParams): WrittenToken => ({
  name: fields.get('name') ?? '',
  days: fields.get('expires_in_days') ?? '',
  paths: fields.get('paths') ?? '',
  ...methodsIn(fields),
  networks: fields.get('networks') ?? '',
})

/** The form of a new token. Paths and methods have no default, so that none is opened by mistake. */
export const EMPTY_TOKEN = writtenIn(new URLSearchParams({ expires_in_days: '90' }))

export const writeToken = ({
  name,
  scope: { paths, methods, networks },
}: {
  readonly name: string
  readonly scope: ServiceScope
}): WrittenToken => ({
  ...{ name, days: '', paths: paths.join('\n'), networks: (networks ?? []).join('\n') },
  ...writeMethods(methods),
})

export interface ReadToken {
  readonly name: string
  readonly scope: ServiceScope
  readonly problems: FieldProblems
}

/** Reads everything but the lifetime, which a token that exists keeps. */
export function readToken(written: WrittenToken): ReadToken {
  const name = parseName(written.name)
  const networks = linesOf(written.networks)
  const scope = {
    paths: linesOf(written.paths),
    methods: methodsOf(written),
    networks: networks.length > 0 ? networks : null,
  }
  const lists = {
    paths: findPathProblems(scope.paths),
    methods: findMethodProblems(scope.methods),
    networks: findNetworkProblems(scope.networks),
  }
  const problems = new Map<string, readonly FieldProblem[]>(
    Object.entries(lists).flatMap(([field, found]) =>
      found.length > 0 ? [[field, found.map((each) => inField(scope, field, each))] as const] : [],
    ),
  )
  if (name === null) problems.set('name', [{ problem: 'not_a_name', entry: null }])
  return { name: name ?? '', scope, problems }
}

const inField = (scope: ServiceScope, field: string, { path, problem }: FoundScopeProblem): FieldProblem => ({
  problem,
  entry: entryAt(scope, [field, ...path]),
})

/** Returns the number of days, or null for a value that the form does not offer. */
export const daysIn = ({ days }: WrittenToken): number | null =>
  LIFETIMES.find((known) => String(known) === days) ?? null
