// A person of the rollout: their browser, their phone, and their paper with recovery codes.

import { Secret, TOTP, URI } from 'otpauth'
import { otpauthLink, PlainBrowser } from '../../test/support/node/plain-browser.ts'
import type { Plan } from './people.ts'
import type { World } from './world.ts'

/** A time in which a person wanted to enter and could not. */
export interface Stuck {
  readonly since: number
  /** When they asked for a recovery. */
  askedAt: number | null
  /** When a link that lets them in was in their mailbox. */
  linkAt: number | null
  /** When they were in again. Null while it lasts. */
  until: number | null
  /** The reasons, as they met them, each once. */
  readonly why: string[]
}

export class Person {
  readonly plan: Plan
  readonly browser: PlainBrowser
  email: string
  /** The password that they remember. */
  password: string
  /** The app on their phone. Null before they set it up, and after they lost the phone. */
  app: TOTP | null = null
  /** The recovery codes that they have. */
  codes: string[] = []
  /** How far the clock of their phone is off. */
  clockOff: number
  isEnrolled = false
  /** The link of an invitation that they have not accepted. */
  invitation: string | null = null
  /** Whether they wait for a mail, and so read it at once. */
  isWatchingMail = false
  readonly stuck: Stuck[] = []
  /** How often the operator had to help. */
  helped = 0
  entries = 0
  #typed = 0

  constructor(plan: Plan, portal: string) {
    this.plan = plan
    this.email = plan.email
    this.password = `the long password of ${plan.number}`
    this.clockOff = plan.clockOff
    this.browser = this.anotherBrowser(portal)
  }

  /** Opens another browser of this person, at the same network. */
  anotherBrowser(portal: string): PlainBrowser {
    const browser = new PlainBrowser(portal)
    browser.headers['cf-connecting-ip'] = this.plan.ip
    return browser
  }

  /** Reads the key from the set-up page, as the camera of the phone does. */
  scan(html: string): void {
    this.app = URI.parse(otpauthLink(html)) as TOTP
  }

  /** Has this app from another product. Returns the secret that its operator would export. */
  bringApp(settings: {
    readonly algorithm: string
    readonly digits: number
    readonly period: number
  }): string {
    const secret = new Secret({ size: 20 })
    this.app = new TOTP({ secret, ...settings })
    this.isEnrolled = true
    return this.plan.mishap === 'imported with a wrong secret'
      ? new Secret({ size: 20 }).base32
      : secret.base32
  }

  /** Returns the code that the phone shows, by its own clock. Null without a phone. */
  readCode({ unixTime }: World): string | null {
    return this.app?.generate({ timestamp: (unixTime() + this.clockOff) * 1000 }) ?? null
  }

  /** Some people swap digits now and then. */
  type(code: string): string {
    const isWrong = this.plan.mishap === 'mistypes the code' && this.#typed++ % 3 === 0
    return isWrong ? `${code.slice(1)}${code[0]}` : code
  }

  losePhone(): void {
    this.app = null
    if (this.plan.mishap === 'lost the phone and the codes') this.codes = []
  }

  /** They mix it up with another one, until they choose the next. */
  forgetPassword(): void {
    this.password = 'the password of another service'
  }

  /** Notes that they got in, which ends the time in which they could not. */
  enter(now: number): void {
    this.entries++
    const { current } = this
    if (current) current.until = now
  }

  fail(now: number, why: string): void {
    const { current } = this
    if (!current) this.stuck.push({ since: now, askedAt: null, linkAt: null, until: null, why: [why] })
    else if (!current.why.includes(why)) current.why.push(why)
  }

  /** The time in which they can't enter, if it lasts. */
  get current(): Stuck | null {
    const last = this.stuck.at(-1)
    return last && last.until === null ? last : null
  }
}
