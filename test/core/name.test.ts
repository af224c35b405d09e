import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseDisplayName, parseName } from '../../src/core/name.ts'

describe('a name', () => {
  it.each([
    ['Ada Okafor', 'Ada Okafor'],
    ['  Ada  ', 'Ada'],
    ["O'Brien & <Sons>", "O'Brien & <Sons>"],
    ['Zoe\u0308', 'Zo\u00eb'],
    ['\u5f20\u4f1f', '\u5f20\u4f1f'],
    ['\ud83d\udc69\u200d\ud83d\ude80', '\ud83d\udc69\u200d\ud83d\ude80'],
    ['a'.repeat(100), 'a'.repeat(100)],
    // Four times as long. No letter decomposes into more.
    ['\u03b1\u0313\u0300\u0345'.repeat(100), '\u1f82'.repeat(100)],
  ])('%j is kept as %j', (text, name) => {
    expect(parseName(text)).toBe(name)
  })

  it.each([
    '',
    '   ',
    'a\nb',
    'a\tb',
    'a\u0000b',
    'a\u2028b',
    'a\u2029b',
    'a\u202eb',
    'a\u2066b',
    'a\u0085b',
    'a\ud800b',
    'a'.repeat(101),
  ])('is not %j', (text) => {
    expect(parseName(text)).toBeNull()
  })

  it.each([
    // Vietnamese as some keyboards write it; Thai; Tibetan; Arabic with all vowels; Hebrew with points.
    ...['Nguye\u0302\u0303n Thi\u0323', 'Đặng Thế Quyền', 'กิ่งแก้ว ใจซื่อ', 'น้ำผึ้ง ที่รัก', 'สุภัทร์'],
    ...['བསྟན་འཛིན་རྒྱ་མཚོ', 'སྒྲོལ་མ', 'བློ་བཟང་སྒྲུབ་བརྒྱུད', 'ཨོཾ་མ་ཎི་པདྨེ་ཧཱུྃ'],
    ...['مُحَمَّدٌ', 'عَبْدُ ٱللَّٰهِ', 'فَاطِمَةُ ٱلزَّهْرَاءُ', 'שַׁבְּתַי', 'יִשָּׂשׂכָר'],
    // Hindi; Bengali and Kannada with a joiner before a mark, Malayalam and Sinhala with one after it; Tamil; Telugu.
    ...['हर्ष', 'श्रीकृष्ण', 'ज़िंदगी', 'अनुष्का हूँ', 'क्\u200dष', 'র\u200d্যাচেল'],
    ...['ರ\u200d್ಯ', 'അനില്\u200d', 'ශ්\u200dරීමා', 'ஸ்ரீ', 'శ్రీను'],
    // Burmese; Khmer; Lao; Persian with a non-joiner; Mongolian; Japanese with a variant of an ideograph.
    ...['မျိုးမြင့်', 'ကြိုးမြို့', 'ស៊ាំ សុខុំ', 'ប៉ុន្តែ', 'ນ້ຳຝົນ'],
    ...['می\u200cنا کتاب\u200cچی', 'ᠪᠠ\u180bᠲᠤ', '葛\u{e0100}城'],
    // Yoruba; Lithuanian; Navajo; jamo; a digit, a sign and emoji.
    ...['Ọlọ́runfẹ́mi', 'Ẹ̀bùn', 'Ėglė̃', 'Áą́', '\u1112\u1161\u11ab', '7', '€', '🇨🇭'],
    ...['❤\ufe0f\u200d🔥', '1\ufe0f\u20e3', '👩🏽\u200d🚀', '👨\u200d👩\u200d👧'],
  ])('that people have is accepted: %s', (name) => {
    expect(parseName(name)).toBe(name.normalize('NFC'))
  })

  it.each([
    ...'\u200b\u3164\u2800\u00ad\u2060\u115f\u1160\uffa0\u180e\u034f\ufe0f\ufeff\u200d\ufffc\u{1d159}\u0301-\u{e0001}',
    ...['...', '\u2800 \u2800'],
  ])('that shows nothing is refused: %j', (text) => {
    expect(parseName(text)).toBeNull()
    expect(parseName(text + text)).toBeNull()
  })

  it.each([
    ...'\u200b\u200e\u200f\u061c\u202a\u202e\u2066\u2069\u00ad\u034f\u2060\u2064\u3164\u115f\u180e\ufff9\ufffa\ufffb',
    ...'\ufeff\ufe0f\u{e0041}\u{e007f}\u{e0100}',
    ...['\u200d ', ' \u200c', '\u200d\u200d', '\u200c.'],
  ])('has no character that only hides or redirects text: %j', (unseen) => {
    expect(parseName(`a${unseen}b`)).toBeNull()
  })

  it('has at most two general marks on a letter, and four of its own script', () => {
    expect(parseName('x\u0316\u0317')).toBe('x\u0316\u0317')
    expect(parseName('x\u0316\u0317\u0318')).toBeNull()
    expect(parseName(`x${'\u0316\u0317\u200d'.repeat(2)}y`)).toBeNull()
    expect(parseName('ก\u0e34\u0e48\u0e4c\u0e4d')).not.toBeNull()
    expect(parseName('ก\u0e34\u0e48\u0e4c\u0e4d\u0e4e')).toBeNull()
    expect(parseName(`Z${'\u0351\u0489'.repeat(40)}algo`)).toBeNull()
  })

  it('is parsed once: the result parses to itself', () => {
    const unit = fc.constantFrom(
      ...'a ก0:\u0301\u0e48\u094d\u200c\u200d\ufe0f\u2800\u3164\u202e',
      '\u{1f469}',
      '\u{1f3fd}',
      '葛',
    )
    fc.assert(
      fc.property(fc.string({ unit, maxLength: 12 }), (text) => {
        const name = parseName(text)
        if (name !== null) expect(parseName(name)).toBe(name)
      }),
    )
  })

  it('is parsed quickly, whatever it is', () => {
    const units = [
      ...'\u0301\u0e48\u200d\ufe0f ',
      'a\u200d',
      '\u0e48\u200d',
      'a\u0316\u0317',
      '\u{1f469}\u200d',
    ]
    const began = performance.now()
    for (const unit of units) {
      for (const length of [400, 500, 1_000_000]) parseName(unit.repeat(length / unit.length), 500)
    }
    expect(performance.now() - began).toBeLessThan(1000)
  })

  it('may be as long as the limit and no longer', () => {
    expect(parseName('abc', 3)).toBe('abc')
    expect(parseName('abcd', 3)).toBeNull()
  })
})

describe('a display name', () => {
  it('is a valid name, and not an address', () => {
    expect(parseDisplayName(' Acme: all/any ')).toBe('Acme: all/any')
    expect(parseDisplayName('\u200b')).toBeNull()
    for (const name of ['https://acme.example', 'Acme ://', 'https：／／acme.example']) {
      expect(parseDisplayName(name)).toBeNull()
      expect(parseName(name)).toBe(name)
    }
  })
})
