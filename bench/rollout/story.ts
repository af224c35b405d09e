// The rollout: who comes when, what people do after they were refused, and when help arrives.

import { agreeWithRecoveries, appoint, invite, leave, requireSecondFactor } from './admins.ts'
import { type Calendar, makeCalendar, STEP } from './calendar.ts'
import { add } from './joining.ts'
import { type Mailbox, openMailbox } from './mailbox.ts'
import { changeAddress, chooseNewPassword } from './own-account.ts'
import { ADMIN_LEAVES_ON, atWork, DAY, HOUR, LAST_DAY, makePeople, SUCCESSOR_ON } from './people.ts'
import { Person } from './person.ts'
import { askForAnotherLink, askForRecovery, useRecoveryLink } from './recovery.ts'
import { type Refusal, visit } from './walk.ts'
import type { World } from './world.ts'

export interface Setting {
  readonly people: number
  readonly seed: number
  /** Whether the operator answers people who can't get in. */
  readonly hasOperator: boolean
  /** Whether the workspace lets members get back in by waiting. */
  readonly selfRecovery: boolean
  /** Whether both admins are gone once one of them has left. */
  readonly losesAdmins: boolean
}

export interface DayFigures {
  readonly day: number
  readonly members: number
  readonly enrolled: number
  readonly stuck: number
}

export interface Told {
  readonly people: readonly Person[]
  readonly days: readonly DayFigures[]
}

interface Story {
  readonly world: World
  readonly mailbox: Mailbox
  readonly calendar: Calendar
  readonly setting: Setting
  /** Those who decide about recoveries. */
  readonly admins: Person[]
}

const SECONDS_OF_RECOVERY = 72 * HOUR

export async function tell(world: World, setting: Setting): Promise<Told> {
  const people = makePeople(setting.people, setting.seed).map((plan) => new Person(plan, world.portal))
  const story: Story = {
    ...{ world, setting, admins: [] },
    mailbox: openMailbox(world),
    calendar: makeCalendar(),
  }
  const days: DayFigures[] = []
  await prepare(world, people)
  planAdmins(story, people)
  planInvitations(story, people)
  for (const person of people) planFor(story, person)
  readMails(story, people)
  for (let day = 0; day <= LAST_DAY; day++)
    story.calendar.add(day * DAY + 20 * HOUR, async () => void days.push(await figuresOf(world, people, day)))
  await story.calendar.runUntil((LAST_DAY + 1) * DAY, beforeEach(story))
  return { people, days }
}

async function prepare(world: World, people: readonly Person[]): Promise<void> {
  const { callApi, slug, hosts, origin } = world
  await callApi('PUT', `/workspaces/${slug}`, { name: 'Acme', hosts, origin })
  for (const person of people) {
    const isOwner = person.plan.number < 2
    if (person.plan.joining !== 'invited') await add(world, person, isOwner ? 'owner' : 'member')
  }
}

/** Moves the clock. Runs the cron trigger and reads the mails, at each step that has events. */
function beforeEach({ world, mailbox }: Story) {
  return async (second: number) => {
    await world.moveTo(second)
    await world.runCron()
    await mailbox.read()
  }
}

async function figuresOf(world: World, people: readonly Person[], day: number): Promise<DayFigures> {
  const counts = await world.callApi('GET', `/workspaces/${world.slug}/enrollment`)
  const { members, enrolled } = counts as { readonly members: number; readonly enrolled: number }
  return { day, members, enrolled, stuck: people.filter(({ current }) => current !== null).length }
}

function planAdmins(story: Story, [first, second, third]: readonly Person[]): void {
  const { world, calendar, setting, admins } = story
  if (!first || !second || !third) throw new Error('a rollout needs three people')
  admins.push(first, second)
  calendar.add(DAY + 9 * HOUR, () => requireSecondFactor(world, first, setting.selfRecovery))
  calendar.add(ADMIN_LEAVES_ON * DAY + 16 * HOUR, async () => {
    await leave(world, second)
    admins.splice(0, 2, ...(setting.losesAdmins ? [] : [first]))
  })
  if (!setting.losesAdmins)
    calendar.add(SUCCESSOR_ON * DAY + 11 * HOUR, async () => {
      await appoint(world, first, third)
      admins.push(third)
    })
  for (let day = 0; day <= LAST_DAY; day++)
    if (atWork(day, null) === day) for (const hour of [10, 15]) planDesk(story, day * DAY + hour * HOUR)
}

/** At their desk, all admins look after recoveries that wait. */
function planDesk(story: Story, second: number): void {
  const { world, calendar, admins } = story
  calendar.add(second, async () => {
    for (const admin of admins) await agreeWithRecoveries(world, admin)
  })
}

/** Each morning an admin invites those who join on this day. Without an admin, the operator's program adds them. */
function planInvitations({ world, calendar, admins }: Story, people: readonly Person[]): void {
  for (let day = 1; day <= LAST_DAY; day++) {
    const joining = people.filter(({ plan }) => plan.joining === 'invited' && plan.joinsOn === day)
    if (joining.length === 0) continue
    calendar.add(day * DAY + 9 * HOUR, async () => {
      const [admin] = admins
      if (admin)
        await invite(
          world,
          admin,
          joining.map(({ email }) => email),
        )
      else for (const person of joining) await add(world, person, 'member')
    })
  }
}

function planFor(story: Story, person: Person): void {
  const { calendar } = story
  const { plan } = person
  calendar.add(plan.mishapOn * DAY, async () => {
    if (plan.mishap === 'forgot the password') person.forgetPassword()
    if (plan.mishap.startsWith('lost') && person.isEnrolled) person.losePhone()
  })
  for (const day of plan.days) calendar.add(day * DAY + plan.beginsAt, () => attempt(story, person, 0))
}

/** Links that people read some time after the mail: invitations, and recoveries. */
function readMails({ world, mailbox, calendar, ...story }: Story, people: readonly Person[]): void {
  const whole = { world, mailbox, calendar, ...story }
  const personAt = (address: string) => people.find(({ email }) => email === address)
  const onLink = (path: string, use: (person: Person, link: string) => Promise<void>) =>
    mailbox.onLink(path, (address, link) => {
      const person = personAt(address)
      if (!person) return
      if (path === '/recover' && person.current) person.current.linkAt ??= world.now()
      calendar.add(readingTime(world.now(), person), () => use(person, link))
    })
  onLink('/invitations', async (person, link) => {
    person.invitation = link
    const refusal = await visit(world, person)
    if (refusal === null) person.enter(world.now())
    else await refused(whole, person, refusal, 0)
  })
  onLink('/recover', (person, link) => getBackIn(whole, person, link))
}

/** Nobody reads mails at night. */
function readingTime(now: number, { plan, isWatchingMail }: Person): number {
  if (isWatchingMail) return now + STEP
  const at = now + plan.readsMailAfter
  const day = Math.floor(at / DAY)
  const [morning, evening] = [day * DAY + 8 * HOUR, day * DAY + 22 * HOUR]
  if (at < morning) return morning + plan.readsMailAfter
  return at > evening ? morning + DAY + plan.readsMailAfter : at
}

async function getBackIn(story: Story, person: Person, link: string): Promise<void> {
  const { world, calendar } = story
  if (!person.current) return
  const refusal = await useRecoveryLink(world, person, link)
  person.isWatchingMail = false
  if (refusal === null) calendar.add(world.now() + STEP, () => attempt(story, person, 1))
  else await askForAnotherLink(world, person)
}

/** Tries to enter, and decides what comes next. `tries` counts those of this morning. */
async function attempt(story: Story, person: Person, tries: number): Promise<void> {
  const { world, mailbox } = story
  // Their next attempt is planned already, while they wait.
  if (tries === 0 && person.current) return
  const refusal = await visit(world, person)
  if (refusal !== null) return refused(story, person, refusal, tries)
  person.enter(world.now())
  if (isTimeForAddress(world, person)) await changeAddress(world, mailbox, person)
}

const isTimeForAddress = (world: World, { plan, email }: Person): boolean =>
  plan.mishap === 'got another address' && email === plan.email && world.now() >= plan.mishapOn * DAY

const TRIES_A_MORNING = 4

/** A person with a problem does what the page says, tries a few times, asks for help, and tries the next morning. */
async function refused(story: Story, person: Person, refusal: Refusal, tries: number): Promise<void> {
  const { world, mailbox, calendar } = story
  person.fail(world.now(), refusal)
  // The page says that the clock is off, and by how much.
  if (refusal === 'the clock of the phone is off') person.clockOff = 0
  if (refusal === 'wrong password') await chooseNewPassword(world, mailbox, person)
  if (!isHopeless(refusal) && tries < TRIES_A_MORNING) {
    calendar.add(world.now() + HOUR / 4, () => attempt(story, person, tries + 1))
    return
  }
  await askForHelp(story, person)
  const { away, beginsAt } = person.plan
  const tomorrow = atWork(Math.floor(world.now() / DAY) + 1, away)
  if (tomorrow <= LAST_DAY)
    calendar.add(tomorrow * DAY + beginsAt, () => attempt(story, person, TRIES_A_MORNING))
}

const isHopeless = (refusal: Refusal): boolean => refusal === 'no phone and no codes'

async function askForHelp({ world, calendar, setting }: Story, person: Person): Promise<void> {
  const { current } = person
  if (!current) return
  const isUnderWay = await askForRecovery(world, person)
  if (isUnderWay && current.askedAt === null) {
    current.askedAt = world.now()
    // The cron trigger runs each minute, and sends the link of somebody who waits.
    calendar.add(world.now() + SECONDS_OF_RECOVERY, async () => {})
  }
  if (setting.hasOperator && !isUnderWay) callOperator({ world, calendar }, person)
}

/** The operator answers on the next working day at ten. */
function callOperator({ world, calendar }: Pick<Story, 'world' | 'calendar'>, person: Person): void {
  const day = atWork(Math.floor(world.now() / DAY) + 1, null)
  calendar.add(day * DAY + 10 * HOUR, async () => {
    if (!person.current) return
    person.helped++
    const reason = 'lost device, identity checked by video'
    await world.callApi('DELETE', `/accounts/${person.email}/second-factor`, { reason })
  })
}
