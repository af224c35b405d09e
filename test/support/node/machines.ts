// Rules and service tokens of a workspace, made as the operator makes them.

import { api, type TestWorkspace } from './test-bed.ts'

export async function saveRules(
  { slug }: TestWorkspace,
  ...rules: readonly Readonly<Record<string, unknown>>[]
): Promise<void> {
  const { status, body } = await api('PUT', `/workspaces/${slug}/rules`, { rules })
  if (status !== 200) throw new Error(`the rules: ${status} ${JSON.stringify(body)}`)
}

export interface ServiceToken {
  readonly id: string
  readonly token: string
}

export async function makeServiceToken(
  { slug }: TestWorkspace,
  scope: {
    readonly paths: readonly string[]
    readonly methods: readonly string[]
    readonly networks?: readonly string[]
  },
): Promise<ServiceToken> {
  const asked = { name: 'ci', expires_in_days: 30, ...scope }
  const { status, body } = await api('POST', `/workspaces/${slug}/service-tokens`, asked)
  if (status !== 201) throw new Error(`the token: ${status} ${JSON.stringify(body)}`)
  return body
}
