export interface Browser {
  readonly browser: string | null
  readonly system: string | null
}

/** Enough to recognise one's own: browser and system, in words of ours. What a client says of itself proves nothing. */
export function recogniseBrowser(userAgent: string): Browser {
  const known = /(Firefox|Chrome|Safari|curl)\b/.exec(userAgent)?.[1] ?? null
  const system = /(Android|iPhone|iPad|Windows|Mac OS X|Linux)/
    .exec(userAgent)?.[1]
    ?.replace('Mac OS X', 'macOS')
  return { browser: /Edg\//.test(userAgent) ? 'Edge' : known, system: system ?? null }
}
