// A person of the filler who can sign in (bench/scale/worker/people.ts), with their own browser.

import { Secret, TOTP } from 'otpauth'
import { LARGEST } from './fill.ts'
import { PASSWORD, SECRET } from './worker/known.ts'
import { Browser, PORTAL, type World } from './world.ts'

const SITE = `http://${LARGEST.host}`
const totp = new TOTP({ secret: Secret.fromUTF8(SECRET) })

export const codeAt = (now: number): string => totp.generate({ timestamp: now * 1000 })

/** Signs in with password and code, from a page of the workspace to a pass for it. */
export async function signIn(world: World, number: number): Promise<Browser> {
  const browser = new Browser(world)
  const door = await browser.ask(`${SITE}/reports`)
  const email = `p${number}@people.example`
  const verify = await browser.submit(door, '/sign-in', { email, password: PASSWORD })
  const end = await browser.submit(verify, '/sign-in/verify', { code: codeAt(world.now()) })
  if (end.url !== `${SITE}/reports`) throw new Error(`${email} came to ${end.url} (${end.status})`)
  return browser
}

/** Gets a new pass with the current session: two round trips to D1, three rows written. */
export async function enter(browser: Browser): Promise<void> {
  const end = await browser.ask(`${SITE}/.sallyport/start?return_to=/reports`)
  if (end.url !== `${SITE}/reports`) throw new Error(`entering came to ${end.url} (${end.status})`)
}

/** Reads the list of workspaces: two round trips that write nothing. */
export async function seeWorkspaces(browser: Browser): Promise<void> {
  const { status } = await browser.ask(`${PORTAL}/workspaces`)
  if (status !== 200) throw new Error(`the list of workspaces answered ${status}`)
}

/** Requests a page with an expired pass, which the gate renews: one round trip. */
export const renew = (browser: Browser) => browser.ask(`${SITE}/reports`)
