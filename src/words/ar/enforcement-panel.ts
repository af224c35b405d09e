import { say } from '../sentence.ts'
import type { Words } from '../words.ts'
import { write } from './write.ts'

export const enforcementPanel: Words['enforcementPanel'] = {
  share: (enrolled, members) => `عدد الأعضاء الذين أتموا الإعداد: ${enrolled} من ${members}`,
  who: 'عرض من لم يتموا الإعداد.',
  whoIsAudited: 'يُسجَّل عرض الأسماء في سجل التدقيق.',
  chart: {
    title: 'تطور الإعداد مع الوقت',
    summary: ({ from, was, now }) => `من أتموا الإعداد في ${from}: ${was}. اليوم: ${now}.`,
    empty: 'ابتداءً من الغد، يعرض هذا المخطط عدد الأعضاء الذين أتموا الإعداد كل يوم.',
    members: 'الأعضاء',
    today: 'اليوم',
    requiredFrom: (day) => `مطلوبة ابتداءً من ${day}`,
    requiredOfAdminsFrom: (day) => `مطلوبة من المالكين والمشرفين ابتداءً من ${day}`,
    byDay: 'الأعداد حسب اليوم',
    day: 'اليوم',
  },
  report: {
    title: 'معاينة: لو اشترطتموها الآن',
    explanation: 'هذا لا يحظر أحدًا. إنه يبيّن ما سيحدث لو اشترطتم المصادقة الثنائية الآن.',
    blocked: (blocked, members, among) =>
      `عدد ${among === 'admins' ? 'المالكين والمشرفين' : 'الأعضاء'} الذين سيُحظرون حتى يتموا الإعداد: ${blocked} من ${members}.`,
    nobody: 'لدى الجميع عامل ثانٍ. لن يُحظر أحد.',
    nobodyAmongAdmins: 'لدى جميع المالكين والمشرفين عامل ثانٍ. لن يُحظر أحد.',
    entries: (entries, since) =>
      write.plural(entries, {
        one: `منذ ${since} دخل عضو مرة واحدة دون عامل ثانٍ. كان سيلزمه الإعداد أولًا.`,
        two: `منذ ${since} دخل الأعضاء مرتين دون عامل ثانٍ. كان سيلزمهم الإعداد أولًا.`,
        few: `منذ ${since} دخل الأعضاء ${entries} مرات دون عامل ثانٍ. كان سيلزمهم الإعداد أولًا.`,
        other: `منذ ${since} دخل الأعضاء ${entries} مرة دون عامل ثانٍ. كان سيلزمهم الإعداد أولًا.`,
      }),
    entriesOfAll: (entries, since) =>
      write.plural(entries, {
        one: `منذ ${since} دخل عضو مرة واحدة دون عامل ثانٍ.`,
        two: `منذ ${since} دخل الأعضاء مرتين دون عامل ثانٍ.`,
        few: `منذ ${since} دخل الأعضاء ${entries} مرات دون عامل ثانٍ.`,
        other: `منذ ${since} دخل الأعضاء ${entries} مرة دون عامل ثانٍ.`,
      }),
    noEntries: (days) =>
      write.plural(days, {
        one: 'خلال اليوم الأخير، لم نر أحدًا يدخل دون عامل ثانٍ.',
        two: 'خلال اليومين الأخيرين، لم نر أحدًا يدخل دون عامل ثانٍ.',
        few: `خلال آخر ${days} أيام، لم نر أحدًا يدخل دون عامل ثانٍ.`,
        many: `خلال آخر ${days} يومًا، لم نر أحدًا يدخل دون عامل ثانٍ.`,
        other: `خلال آخر ${days} يوم، لم نر أحدًا يدخل دون عامل ثانٍ.`,
      }),
    byDay: 'الدخول حسب اليوم',
    entriesOfDay: 'دون عامل ثانٍ',
  },
  message: {
    title: 'رسالة إلى فريقكم',
    label: 'نص للنسخ',
    off: ({ workspace, host }) =>
      `يُرجى إعداد المصادقة الثنائية من أجل \u2068${workspace}\u2069 (\u2068${host}\u2069).`,
    scheduled: ({ at, workspace, host }, among) =>
      `ابتداءً من \u2068${at}\u2069 ستشترط \u2068${workspace}\u2069 (\u2068${host}\u2069) المصادقة الثنائية${among === 'admins' ? ' على المالكين والمشرفين' : ''}. يُرجى إعدادها قبل ذلك. وإلا فلن تتمكنوا من فتح \u2068${workspace}\u2069 حتى تتموا الإعداد.`,
    inEffect: ({ at, workspace, host }, among) =>
      `تشترط \u2068${workspace}\u2069 (\u2068${host}\u2069) المصادقة الثنائية${among === 'admins' ? ' على المالكين والمشرفين' : ''} منذ \u2068${at}\u2069. إن لم تُعدّوها بعد، فلا يمكنكم فتح \u2068${workspace}\u2069 حتى تتموا الإعداد.`,
    greeting: 'مرحبًا،',
    howTo: (link) => `يستغرق ذلك دقيقتين، بتطبيق مصادقة على هاتفكم:
${link}

احتفظوا برموز الاسترداد التي تحصلون عليها. فهي تتيح لكم تسجيل الدخول من دون الهاتف.`,
  },
  unusedImports: (members) =>
    write.plural(members, {
      one: 'تطبيق واحد مستورد لم يُستخدم بعد.',
      two: 'تطبيقان مستوردان لم يُستخدما بعد.',
      few: `${members} تطبيقات مستوردة لم تُستخدم بعد.`,
      many: `${members} تطبيقًا مستوردًا لم يُستخدم بعد.`,
      other: `${members} تطبيق مستورد لم يُستخدم بعد.`,
    }),
  publicPaths: (paths) =>
    write.plural(paths, {
      one: 'مسار واحد مفتوح للجميع.',
      two: 'مساران مفتوحان للجميع.',
      few: `${paths} مسارات مفتوحة للجميع.`,
      many: `${paths} مسارًا مفتوحًا للجميع.`,
      other: `${paths} مسار مفتوح للجميع.`,
    }),
  serviceTokens: (tokens) =>
    write.plural(tokens, {
      one: 'يمكن للبرامج الدخول برمز خدمة واحد.',
      two: 'يمكن للبرامج الدخول برمزَي خدمة.',
      few: `يمكن للبرامج الدخول بـ ${tokens} رموز خدمة.`,
      many: `يمكن للبرامج الدخول بـ ${tokens} رمز خدمة.`,
      other: `يمكن للبرامج الدخول بـ ${tokens} رمز خدمة.`,
    }),
  changes: {
    title: 'آخر التغييرات',
    none: 'لم تتغير السياسة بعد.',
    requiredFrom: ({ at }) => say`المصادقة الثنائية مطلوبة ابتداءً من ${at}`,
    turnedOff: 'أُلغي اشتراط المصادقة الثنائية',
    madeBy: ({ at, by }) => say`${at}، بواسطة ${by}`,
    all: ({ audit }) => say`للمزيد، راجعوا ${audit('سجل التدقيق')} كاملًا.`,
  },
}
