import { execFileSync } from 'node:child_process'

/** Returns whether the system has this command. */
export function isInstalled(command: string): boolean {
  try {
    execFileSync('which', [command])
    return true
  } catch {
    return false
  }
}
