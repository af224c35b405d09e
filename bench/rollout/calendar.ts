// What happens when: a list of events, in order of time. Events of one time run side by side.

/** Steps are far enough apart that each has its own code in an authenticator app. */
export const STEP = 300

export interface Calendar {
  /** Adds an event at this second or up to five minutes later. */
  readonly add: (second: number, act: () => Promise<void>) => void
  /** Runs all events up to this second, those that are added meanwhile included. */
  readonly runUntil: (end: number, before: (second: number) => Promise<void>) => Promise<void>
}

const AT_A_TIME = 8

export function makeCalendar(): Calendar {
  const events = new Map<number, (() => Promise<void>)[]>()
  const add: Calendar['add'] = (second, act) => {
    const at = Math.ceil(second / STEP) * STEP
    events.set(at, [...(events.get(at) ?? []), act])
  }
  return {
    add,
    async runUntil(end, before) {
      for (let at = 0; at <= end; at += STEP) {
        const acts = events.get(at)
        if (!acts) continue
        events.delete(at)
        await before(at)
        await runAll(acts)
      }
    },
  }
}

async function runAll(acts: readonly (() => Promise<void>)[]): Promise<void> {
  const waiting = [...acts]
  const work = async () => {
    for (let act = waiting.shift(); act; act = waiting.shift()) await act()
  }
  await Promise.all(Array.from({ length: AT_A_TIME }, work))
}
