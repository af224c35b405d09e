import { say } from '../sentence.ts'
import type { Words } from '../words.ts'
import { write } from './write.ts'

export const workspaces: Words['workspaces'] = {
  title: 'مساحات العمل',
  none: ({ email }) => say`لستم أعضاء في أي مساحة عمل بعد. اطلبوا من أحد المشرفين إضافة ${email}.`,
  settings: 'الإعدادات',
  settingsOf: (workspace) => `الإعدادات: \u2068${workspace}\u2069`,
  open: 'فتح',
  openThis: (workspace) => `فتح \u2068${workspace}\u2069`,
  required: 'المصادقة الثنائية مطلوبة',
  requiredFrom: ({ at }) => say`المصادقة الثنائية مطلوبة ابتداءً من ${at}`,
  setUp: 'الإعداد',
}

export const enforcement: Words['enforcement'] = {
  titleOf: (workspace) => `أمان \u2068${workspace}\u2069`,
  stale:
    'غيّر شخص آخر السياسة في هذه الأثناء. هذا وضعها الآن؛ راجعوها، واحفظوا مرة أخرى إن كنتم ما زلتم تريدون ذلك.',
  invalid: 'اختاروا أحد المواعيد. لم يتغير شيء.',
  enableFirst: ({ enable }) =>
    say`قبل اشتراط المصادقة الثنائية على الآخرين، فعّلوها لأنفسكم. ${enable('التفعيل الآن')}`,
  enrolment: 'حالة الإعداد',
  enrolled: 'تم الإعداد',
  enrolledOf: (enrolled, members) => `${enrolled} من ${members}`,
  pending: 'لم يتم بعد، حتى الموعد',
  overdue: 'ممنوع من الدخول حتى الإعداد',
  vouchedFor: ({ providers }) =>
    say`الأعضاء الذين دخلوا آخر مرة عبر ${providers} وأثبتوا هناك عاملًا ثانيًا لا يُمنعون. ويُعدّون على حدة حتى يدخلوا بطريقة أخرى.`,
  title: 'اشتراط المصادقة الثنائية',
  off: 'معطّل',
  scheduled: ({ at, badge }) => say`${badge('مجدول')} ابتداءً من ${at}.`,
  inEffect: ({ at, badge }) => say`${badge('سارٍ')} منذ ${at}.`,
  require: 'اشتراط المصادقة الثنائية على كل الأعضاء',
  timing: 'موعد السريان',
  timings: { 0: 'فورًا', 3: 'بعد 3 أيام', 7: 'بعد 7 أيام', 14: 'بعد 14 يومًا', 30: 'بعد 30 يومًا' },
  update: 'تحديث',
  preview: 'معاينة',
}

export const policyEffects: Words['policyEffects'] = {
  lifted: 'لن يُطلب من أحد الإعداد بعد الآن. ومن أتم الإعداد يبقى كما هو.',
  block: (members) =>
    write.plural(members, {
      one: `منع عضو واحد (${members}) الآن`,
      two: `منع عضوين (${members}) الآن`,
      few: `منع ${members} أعضاء الآن`,
      many: `منع ${members} عضوًا الآن`,
      other: `منع ${members} عضو الآن`,
    }),
  stillOff: 'لا يلزم أحدًا الإعداد. الحفظ لا يغيّر شيئًا.',
  unchangedSince: (since) => `الحفظ لا يغيّر شيئًا: المصادقة الثنائية مطلوبة منذ ${since}، وهي لدى الجميع.`,
  unchangedFrom: (from) => `الحفظ لا يغيّر شيئًا: المصادقة الثنائية مطلوبة ابتداءً من ${from}، وهي لدى الجميع.`,
  unchangedBlockedSince: (since, blocked, members) =>
    `الحفظ لا يغيّر شيئًا: منذ ${since}، عدد الأعضاء الممنوعين من الدخول حتى الإعداد: ${blocked} من ${members}.`,
  unchangedBlockedFrom: (from, blocked, members) =>
    `الحفظ لا يغيّر شيئًا: ابتداءً من ${from}، سيكون عدد الأعضاء الممنوعين من الدخول حتى الإعداد: ${blocked} من ${members}.`,
  nobodyNow: (members) => `لحظة الحفظ يكون لدى كل الأعضاء (${members}) عامل ثانٍ، ولن يُمنع أحد.`,
  blockedNow: (blocked, members) =>
    `من لحظة الحفظ سيكون عدد الأعضاء الممنوعين من الدخول حتى الإعداد: ${blocked} من ${members}.`,
  nobodyFrom: (from, members) =>
    `ابتداءً من ${from}: في الوضع الحالي لدى كل الأعضاء (${members}) عامل ثانٍ، ولن يُمنع أحد.`,
  blockedFrom: (from, blocked, members) =>
    `ابتداءً من ${from}، سيكون عدد الأعضاء الممنوعين من الدخول حتى الإعداد: ${blocked} من ${members}.`,
  untilThen: 'حتى ذلك الحين لا يُمنع أحد.',
}
