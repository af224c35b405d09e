// How the property tests run, from the environment (CONTRIBUTING.md). Without variables each run is the same
// and has a limit.

import type { PropertySettings } from '../properties.ts'

export function propertySettings(env = process.env): PropertySettings {
  return {
    times: Number(env.PROPERTY_TIMES ?? 1),
    seed: Number(env.PROPERTY_SEED ?? 1),
    path: env.PROPERTY_PATH ?? null,
    replayPath: env.PROPERTY_REPLAY ?? null,
  }
}
