// Recognises browsers and systems, so that people recognise their own sessions.

export interface Browser {
  readonly browser: string | null
  readonly system: string | null
}

/**
 * Returns the names of a browser and its system, or null for a name that it is not sure about. A wrong name
 * would look like another person's browser. A user agent can be forged, so the names prove nothing.
 */
export const recogniseBrowser = (userAgent: string): Browser => ({
  browser: browserIn(userAgent),
  system: SYSTEMS.find(([pattern]) => pattern.test(userAgent))?.[1] ?? null,
})

// Keys are all products that a browser names, sorted, without those that nearly every browser names. Most
// other browsers also name one of these products. A product that is not listed therefore makes the browser
// unknown.
const BROWSERS: Readonly<Record<string, string>> = {
  'Chrome Safari': 'Chrome',
  'HeadlessChrome Safari': 'Chrome',
  'CriOS Safari': 'Chrome',
  'Chrome Edg Safari': 'Edge',
  'Chrome EdgA Safari': 'Edge',
  'EdgiOS Safari': 'Edge',
  Firefox: 'Firefox',
  'FxiOS Safari': 'Firefox',
  'Chrome OPR Safari': 'Opera',
  'OPT Safari': 'Opera',
  Safari: 'Safari',
  'Chrome Safari SamsungBrowser': 'Samsung Internet',
}
const NAMED_BY_MOST = ['Mozilla', 'AppleWebKit', 'Gecko', 'Version', 'Mobile']

function browserIn(userAgent: string): string | null {
  const products = [...userAgent.matchAll(/([\w.-]+)\/[\w.]/g)].map(([, product = '']) => product)
  const telling = products.filter((product) => !NAMED_BY_MOST.includes(product)).sort()
  const browser = Object.hasOwn(BROWSERS, telling.join(' ')) ? BROWSERS[telling.join(' ')] : undefined
  // A web view in an Android app says that it is Chrome, and adds its own version.
  if (browser === 'Chrome' && / Version\/.* Chrome\//.test(userAgent)) return null
  // Other browsers on the same engine say that they are Safari, but Safari runs only on Apple's systems.
  if (browser === 'Safari' && !/\((Macintosh|iPhone|iPad);/.test(userAgent)) return null
  return browser ?? null
}

// The order matters: Android also says Linux, ChromeOS says X11, and iPhones say Mac OS X.
const SYSTEMS: readonly (readonly [RegExp, string])[] = [
  [/\bAndroid\b/, 'Android'],
  [/\biPhone\b/, 'iPhone'],
  [/\biPad\b/, 'iPad'],
  [/\bWindows NT\b/, 'Windows'],
  [/\bCrOS\b/, 'ChromeOS'],
  [/\bMac OS X\b/, 'macOS'],
  [/\bLinux\b/, 'Linux'],
]
