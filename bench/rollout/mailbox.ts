// The mailboxes of all people. Only links are kept.

import { setTimeout as sleep } from 'node:timers/promises'
import type { World } from './world.ts'

type Reader = (address: string, link: string) => void

export interface Mailbox {
  /** Reads all mails that have come. */
  readonly read: () => Promise<void>
  /** Calls the reader for each link whose path begins so. */
  readonly onLink: (path: string, reader: Reader) => void
  /** Returns the latest link in a mail to this address whose path begins so. Null if none comes within a while. */
  readonly linkTo: (address: string, path: string) => Promise<string | null>
}

const LINK = /https?:\/\/[^/\s]+(\/\S*)\/spl_\S+/g
const TRIES = 80

export function openMailbox({ takeMails }: World): Mailbox {
  const links = new Map<string, string>()
  const readers = new Map<string, Reader>()
  const read = async () => {
    for (const { to, text } of await takeMails())
      for (const [link, path = ''] of text.matchAll(LINK)) {
        const reader = readers.get(path)
        if (reader) reader(to, link)
        else links.set(`${to} ${path}`, link)
      }
  }
  return {
    read,
    onLink: (path, reader) => void readers.set(path, reader),
    async linkTo(address, path) {
      for (let tried = 0; tried < TRIES; tried++) {
        await read()
        const link = links.get(`${address} ${path}`)
        links.delete(`${address} ${path}`)
        if (link !== undefined) return link
        // The edge sends a mail after its answer.
        await sleep(25)
      }
      return null
    },
  }
}
