/** Enough to recognise one's own: browser and system, in words of ours. What a client says of itself proves nothing. */
export function nameOfBrowser(userAgent: string): string {
  const browser = /Edg\//.test(userAgent) ? 'Edge' : /(Firefox|Chrome|Safari|curl)\b/.exec(userAgent)?.[1]
  const system = /(Android|iPhone|iPad|Windows|Mac OS X|Linux)/
    .exec(userAgent)?.[1]
    ?.replace('Mac OS X', 'macOS')
  if (!browser) return 'A browser'
  return system ? `${browser} on ${system}` : browser
}
