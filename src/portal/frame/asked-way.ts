// Writes and reads the address /enter?host=…&return_to=…&flow=…, which asks to enter a workspace.

import { RETURN_TO_MAX_LENGTH } from '../../core/return-to.ts'
import { packReturnTo, unpackReturnTo } from '../../http/packed-return-to.ts'

/** The flow that the gate began in this browser. */
export interface Flow {
  readonly id: string
  /** The hash of the flow's cookie. */
  readonly hash: string
}

export interface AskedWay {
  readonly host: string
  /** The page of the workspace to return to. */
  readonly returnTo: string
  /** True if a form was posted to the workspace and was not saved. */
  readonly isUnsaved: boolean
  /** Null if the person started on the portal. */
  readonly flow: Flow | null
  /** True if the gate could not spend the first hand-off code of this way. */
  readonly isSecondTry: boolean
}

/** Returns the address that leads into a workspace. `unsaved` makes it say that a posted form was not saved. */
export const wayIn = (host: string, page: string, more: { unsaved?: '1'; flow?: string } = {}): string =>
  `/enter?${new URLSearchParams({ host, return_to: packReturnTo(page), ...more })}`

export function askedWay({ searchParams }: URL): AskedWay {
  const [, id, hash] = /^([\w-]{22})\.([\w-]{43})$/.exec(searchParams.get('flow') ?? '') ?? []
  return {
    host: searchParams.get('host') ?? '',
    returnTo: pageInWorkspace(searchParams.get('return_to')),
    isUnsaved: searchParams.get('unsaved') === '1',
    flow: id && hash ? { id, hash } : null,
    isSecondTry: searchParams.get('again') === '1',
  }
}

/**
 * Returns the workspace's page that /enter is asked for; the front page if the path is invalid or too long. A
 * path is never cut off. Otherwise a shortened path could lead to a page that was not asked for.
 */
export function pageInWorkspace(asked: string | null | undefined): string {
  const path = unpackReturnTo(asked ?? '/')
  return path === null || path.length > RETURN_TO_MAX_LENGTH ? '/' : path
}
