// Applies a workspace's rules to a request. The rules are prepared once for each copy of the site.

import { type Match, matchRules, type PreparedRules, prepareRules } from '../core/rules.ts'
import { NOTHING_WITHHELD, type Withheld } from '../http/forwarded-request.ts'
import type { Site } from '../store/sites.ts'
import type { Visit } from './visit.ts'

/** The match in a workspace without rules: only members get in. */
export const NO_RULES: Match = { rule: null, access: 'member', demands: [], cors: null }

const prepared = new WeakMap<Site, PreparedRules>()

/** Returns what the rules say about the request, or about the same request with another method. */
export function matchOf(
  { request, edge, site }: Pick<Visit, 'request' | 'edge' | 'site'>,
  pathname: string,
  method: string = request.method,
): Match {
  if (site.rules.length === 0) return NO_RULES
  let rules = prepared.get(site)
  if (!rules) {
    rules = prepareRules(site.rules)
    prepared.set(site, rules)
  }
  return matchRules(rules, { method, pathname, ip: edge.client.ip })
}

/**
 * Returns which further headers are withheld from the origin. Headers that override the method are withheld
 * if any rule names methods. Otherwise a GET that one rule opens could be the POST that another rule closes.
 */
export const withheldFrom = ({ rules }: Site, authorization: boolean): Withheld =>
  !authorization && rules.length === 0
    ? NOTHING_WITHHELD
    : { authorization, methodOverrides: rules.some(({ methods }) => methods !== null) }
