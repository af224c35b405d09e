export interface Browser {
  readonly browser: string | null
  readonly system: string | null
}

/**
 * Enough to recognise one's own browser: its name and its system. Says nothing about a browser that it does not know for
 * sure, because a wrong name looks like a stranger's browser. What a client says of itself proves nothing.
 */
export const recogniseBrowser = (userAgent: string): Browser => ({
  browser: browserIn(userAgent),
  system: SYSTEMS.find(([pattern]) => pattern.test(userAgent))?.[1] ?? null,
})

// By all products that a browser names, in alphabetical order, except those that nearly every browser names. Most other
// browsers name one of these beside their own: a product that is not listed makes it an unknown browser.
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
  // An app's web view on Android says that it is Chrome, and names a version of its own.
  if (browser === 'Chrome' && / Version\/.* Chrome\//.test(userAgent)) return null
  // Other browsers on the same engine say that they are Safari, which Apple's systems alone have.
  if (browser === 'Safari' && !/\((Macintosh|iPhone|iPad);/.test(userAgent)) return null
  return browser ?? null
}

// Android says Linux too, ChromeOS says X11, and iPhones say Mac OS X.
const SYSTEMS: readonly (readonly [RegExp, string])[] = [
  [/\bAndroid\b/, 'Android'],
  [/\biPhone\b/, 'iPhone'],
  [/\biPad\b/, 'iPad'],
  [/\bWindows NT\b/, 'Windows'],
  [/\bCrOS\b/, 'ChromeOS'],
  [/\bMac OS X\b/, 'macOS'],
  [/\bLinux\b/, 'Linux'],
]
