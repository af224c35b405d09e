// How the properties are run, from the environment (CONTRIBUTING.md). Without it they are the same each time, and bounded.

import type { PropertySettings } from '../properties.ts'

export function propertySettings(env = process.env): PropertySettings {
  return {
    times: Number(env.PROPERTY_TIMES ?? 1),
    seed: Number(env.PROPERTY_SEED ?? 1),
    path: env.PROPERTY_PATH ?? null,
    replayPath: env.PROPERTY_REPLAY ?? null,
  }
}
