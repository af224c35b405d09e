import { describe, expect, it } from 'vitest'
import { recogniseBrowser } from '../../src/core/user-agent.ts'

const WEBKIT = 'AppleWebKit/537.36 (KHTML, like Gecko)'
const IOS = 'AppleWebKit/605.1.15 (KHTML, like Gecko)'
const MAC = 'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7)'
const IPHONE = 'Mozilla/5.0 (iPhone; CPU iPhone OS 17_6_1 like Mac OS X)'
const WINDOWS = 'Mozilla/5.0 (Windows NT 10.0; Win64; x64)'
const ANDROID = 'Mozilla/5.0 (Linux; Android 10; K)'

describe('a browser is recognised by its user agent', () => {
  it.each([
    [`${ANDROID} ${WEBKIT} Chrome/131.0.0.0 Mobile Safari/537.36`, 'Chrome', 'Android'],
    ['Mozilla/5.0 (Android 14; Mobile; rv:133.0) Gecko/133.0 Firefox/133.0', 'Firefox', 'Android'],
    [
      `Mozilla/5.0 (Linux; Android 14; SM-S918B) ${WEBKIT} SamsungBrowser/27.0 Chrome/125.0.0.0 Mobile Safari/537.36`,
      'Samsung Internet',
      'Android',
    ],
    [`${ANDROID} ${WEBKIT} Chrome/130.0.0.0 Mobile Safari/537.36 EdgA/130.0.0.0`, 'Edge', 'Android'],
    [`${ANDROID} ${WEBKIT} Chrome/130.0.0.0 Mobile Safari/537.36 OPR/86.0.0.0`, 'Opera', 'Android'],
    [`${IPHONE} ${IOS} Version/17.6 Mobile/15E148 Safari/604.1`, 'Safari', 'iPhone'],
    [`${IPHONE} ${IOS} CriOS/131.0.6778.73 Mobile/15E148 Safari/604.1`, 'Chrome', 'iPhone'],
    [`${IPHONE} ${IOS} FxiOS/133.0 Mobile/15E148 Safari/605.1.15`, 'Firefox', 'iPhone'],
    [`${IPHONE} ${IOS} Version/17.0 EdgiOS/130.0.2849.80 Mobile/15E148 Safari/605.1.15`, 'Edge', 'iPhone'],
    [
      `Mozilla/5.0 (iPad; CPU OS 17_6 like Mac OS X) ${IOS} Version/17.6 Mobile/15E148 Safari/604.1`,
      'Safari',
      'iPad',
    ],
    [`Mozilla/5.0 (X11; Linux x86_64) ${WEBKIT} HeadlessChrome/131.0.0.0 Safari/537.36`, 'Chrome', 'Linux'],
    [`${MAC} ${IOS} Version/17.6 Safari/605.1.15`, 'Safari', 'macOS'],
    [`${MAC} ${WEBKIT} Chrome/131.0.0.0 Safari/537.36`, 'Chrome', 'macOS'],
    [`${WINDOWS} ${WEBKIT} Chrome/131.0.0.0 Safari/537.36`, 'Chrome', 'Windows'],
    [`${WINDOWS} ${WEBKIT} Chrome/131.0.0.0 Safari/537.36 Edg/131.0.0.0`, 'Edge', 'Windows'],
    [`${WINDOWS} ${WEBKIT} Chrome/131.0.0.0 Safari/537.36 OPR/116.0.0.0`, 'Opera', 'Windows'],
    [
      'Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:133.0) Gecko/20100101 Firefox/133.0',
      'Firefox',
      'Windows',
    ],
    [
      `Mozilla/5.0 (X11; CrOS x86_64 14541.0.0) ${WEBKIT} Chrome/131.0.0.0 Safari/537.36`,
      'Chrome',
      'ChromeOS',
    ],
    ['Mozilla/5.0 (X11; Ubuntu; Linux x86_64; rv:133.0) Gecko/20100101 Firefox/133.0', 'Firefox', 'Linux'],
    [`Mozilla/5.0 (X11; Linux x86_64) ${WEBKIT} Chrome/131.0.0.0 Safari/537.36`, 'Chrome', 'Linux'],
  ])('%s', (userAgent, browser, system) => {
    expect(recogniseBrowser(userAgent)).toEqual({ browser, system })
  })
})

describe('a browser that is not known for certain has no name', () => {
  it.each([
    ['Vivaldi', `${WINDOWS} ${WEBKIT} Chrome/131.0.0.0 Safari/537.36 Vivaldi/7.0.3495.11`, 'Windows'],
    [
      'an app on a phone',
      `Mozilla/5.0 (Linux; Android 14; Pixel 8 Build/AP2A.240805.005; wv) ${WEBKIT} Version/4.0 Chrome/131.0.6778.39 Mobile Safari/537.36 [FB_IAB/FB4A;FBAV/489.0.0.66.81;]`,
      'Android',
    ],
    [
      'an Android web view',
      `Mozilla/5.0 (Linux; Android 14; Pixel 8; wv) ${WEBKIT} Version/4.0 Chrome/131.0.6778.39 Mobile Safari/537.36`,
      'Android',
    ],
    ['Instagram', `${IPHONE} ${IOS} Mobile/15E148 Instagram 356.0.0.27.97`, 'iPhone'],
    [
      'Huawei’s',
      `Mozilla/5.0 (Linux; Android 12; HarmonyOS; ELS-AN00) ${WEBKIT} Chrome/114.0.5735.196 HuaweiBrowser/15.0.4.312 Mobile Safari/537.36`,
      'Android',
    ],
    ['GNOME Web', `Mozilla/5.0 (X11; Linux x86_64) ${IOS} Version/17.0 Safari/605.1.15`, 'Linux'],
    ['curl', 'curl/8.5.0', null],
    ['a script', 'python-requests/2.32.3', null],
    ['nothing', '', null],
    ['a property of objects', 'constructor/1', null],
    ['a very long one', 'Chrome/1 '.repeat(60), null],
  ])('%s', (_, userAgent, system) => {
    expect(recogniseBrowser(userAgent)).toEqual({ browser: null, system })
  })
})
