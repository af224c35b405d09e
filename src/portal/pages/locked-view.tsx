// The page that a person sees who proves the first factor of a locked account.

import { Contact, Time } from '../frame/layout.tsx'
import { useWords } from '../frame/words.ts'
import { LOST } from './recovery/recovery-paths.ts'

export interface LockedFacts {
  readonly lockedAt: number
  readonly returnTo: string
}

export function LockedView({ lockedAt, returnTo }: LockedFacts) {
  const { locked: say } = useWords().verify
  const signIn = `/sign-in?${new URLSearchParams({ why: 'other', return_to: returnTo })}`
  return (
    <>
      <h1>{say.title}</h1>
      <p class="lead">{say.since({ time: <Time at={lockedAt} isLocalToo /> })}</p>
      <p>{say.next({ contact: <Contact /> })}</p>
      <p>
        <a href={LOST}>{say.recover}</a>
      </p>
      <p>
        <a class="button second wide-on-phone" href={signIn}>
          {say.otherAccount}
        </a>
      </p>
    </>
  )
}
