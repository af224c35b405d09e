// Rules to start from, of which a test changes one thing.

import type { Asked, Cors, Rule } from '../../src/core/rules.ts'

/** Returns a rule for members without demands. */
export const rule = (id: string, path: string, change: Partial<Rule> = {}): Rule => ({
  ...{ id, path, match: 'prefix', methods: null, access: 'member' },
  ...{ require: null, roles: null, networks: null, cors: null },
  ...change,
})

export const open = (id: string, path: string, change: Partial<Rule> = {}): Rule =>
  rule(id, path, { access: 'public', ...change })

export const forServices = (id: string, path: string, change: Partial<Rule> = {}): Rule =>
  rule(id, path, { access: 'service', ...change })

/** Returns a rule that asks for a second factor of the last five minutes. */
export const strict = (id: string, path: string, change: Partial<Rule> = {}): Rule =>
  rule(id, path, { require: { maxAge: 300, methods: null }, ...change })

export const CORS: Cors = {
  ...{ origins: ['https://app.example'], methods: ['GET', 'PUT'], headers: ['Content-Type'] },
  ...{ credentials: false, maxAge: 600 },
}

export const asked = (pathname: string, change: Partial<Asked> = {}): Asked => ({
  ...{ method: 'GET', pathname, ip: '192.0.2.1' },
  ...change,
})
