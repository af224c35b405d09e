import { say } from '../sentence.ts'
import type { Words } from '../words.ts'

export const enforcementPanel: Words['enforcementPanel'] = {
  share: (enrolled, members) => `عدد الأعضاء الذين أتموا الإعداد: ${enrolled} من ${members}`,
  who: 'عرض من لم يتم الإعداد',
  whoIsAudited: 'كل اطلاع على الأسماء يُكتب في سجل التدقيق.',
  chart: {
    title: 'تطور الإعداد مع الوقت',
    summary: ({ from, was, now }) => `من أتموا الإعداد في ${from}: ${was}. اليوم: ${now}.`,
    empty: 'ابتداءً من الغد يظهر هنا كيف تتغير الأعداد من يوم إلى يوم.',
    members: 'الأعضاء',
    today: 'اليوم',
    requiredFrom: (day) => `مطلوبة ابتداءً من ${day}`,
    byDay: 'الأعداد حسب اليوم',
    day: 'اليوم',
  },
  report: {
    title: 'تقرير فقط: لو كانت مطلوبة الآن',
    explanation: 'هذا لا يمنع أحدًا. إنه يبيّن ما كان سيحدث لو كانت المصادقة الثنائية مطلوبة الآن.',
    blocked: (blocked, members) =>
      `عدد الأعضاء الذين كانوا سيُمنعون من الدخول حتى الإعداد: ${blocked} من ${members}.`,
    nobody: 'لدى الجميع عامل ثانٍ: لن يُمنع أحد.',
    entries: (entries, since) =>
      `عدد مرات دخول الأعضاء دون عامل ثانٍ منذ ${since}: ${entries}. في كل مرة كان سيلزم الإعداد أولًا.`,
    noEntries: (days) => `لم يُسجَّل دخول أحد دون عامل ثانٍ في المدة الأخيرة (عدد الأيام: ${days}).`,
    byDay: 'الدخول حسب اليوم',
    entriesOfDay: 'دون عامل ثانٍ',
  },
  message: {
    title: 'رسالة إلى فريقكم',
    label: 'نص للنسخ',
    off: ({ workspace, host }) =>
      `يرجى إعداد المصادقة الثنائية من أجل \u2068${workspace}\u2069 (\u2068${host}\u2069).`,
    scheduled: ({ at, workspace, host }) =>
      `ابتداءً من \u2068${at}\u2069 تصبح المصادقة الثنائية مطلوبة في \u2068${workspace}\u2069 (\u2068${host}\u2069). يرجى إعدادها قبل ذلك: من لم يتم الإعداد يدخل من جديد فور إتمامه.`,
    inEffect: ({ at, workspace, host }) =>
      `المصادقة الثنائية مطلوبة منذ \u2068${at}\u2069 في \u2068${workspace}\u2069 (\u2068${host}\u2069). إن لم تتموا الإعداد بعد، يمكنكم الدخول من جديد فور إتمامه.`,
    greeting: 'مرحبًا،',
    howTo: (link) => `يستغرق ذلك دقيقتين، بتطبيق مصادقة على هاتفكم:
${link}

احتفظوا برموز الاسترداد التي تحصلون عليها: فهي تتيح لكم الدخول دون الهاتف.`,
  },
  changes: {
    title: 'آخر التغييرات',
    none: 'لم يغيّر أحد السياسة بعد.',
    requiredFrom: ({ at }) => say`مطلوبة ابتداءً من ${at}`,
    turnedOff: 'عُطّلت',
    madeBy: ({ at, by }) => say`${at}، بواسطة ${by}`,
    all: ({ audit }) => say`كل ما حدث موجود في ${audit('سجل التدقيق')}.`,
  },
}
