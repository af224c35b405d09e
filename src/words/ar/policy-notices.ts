import { say } from '../sentence.ts'
import type { Words } from '../words.ts'

const ofEnrolment = (whom: string, nobody: string) => ({
  nobody,
  missing: (count: number, members: number) =>
    `عدد ${whom} الذين لم يتموا الإعداد بعد: ${count} من ${members}.`,
  blocked: (count: number, members: number) =>
    `عدد ${whom} المحظورين حتى يتموا الإعداد: ${count} من ${members}.`,
})

const ofPasskeys = (whom: string, nobody: string) => ({
  nobody,
  missing: (count: number, members: number) =>
    `عدد ${whom} الذين ليس لديهم مفتاح مرور بعد: ${count} من ${members}.`,
  blocked: (count: number, members: number) =>
    `عدد ${whom} المحظورين حتى يضيفوا مفتاح مرور: ${count} من ${members}.`,
})

export const policyNotices: Words['policyNotices'] = {
  demands: {
    'second-factor': {
      everybody: 'المصادقة الثنائية على كل الأعضاء',
      admins: 'المصادقة الثنائية على المالكين والمشرفين',
    },
    'phishing-resistant': {
      everybody: 'مفتاح مرور على كل الأعضاء',
      admins: 'مفتاح مرور على المالكين والمشرفين',
    },
  },
  sentences: {
    'enforcement.scheduled': (workspace, demand, when) =>
      `ستشترط \u2068${workspace}\u2069 ${demand} ابتداءً من ${when}.`,
    'enforcement.seven_days_left': (workspace, demand, when) =>
      `بقي 7 أيام على الأكثر: ستشترط \u2068${workspace}\u2069 ${demand} ابتداءً من ${when}.`,
    'enforcement.one_day_left': (workspace, demand, when) =>
      `بقي يوم واحد على الأكثر: ستشترط \u2068${workspace}\u2069 ${demand} ابتداءً من ${when}.`,
    'enforcement.in_effect': (workspace, demand, when) =>
      `تشترط \u2068${workspace}\u2069 ${demand} منذ ${when}.`,
  },
  atThatTime: (figures) => `وقت هذا الإشعار: ${figures}`,
  figures: {
    'second-factor': {
      everybody: ofEnrolment('الأعضاء', 'لدى الجميع عامل ثانٍ.'),
      admins: ofEnrolment('المالكين والمشرفين', 'لدى كل المالكين والمشرفين عامل ثانٍ.'),
    },
    'phishing-resistant': {
      everybody: ofPasskeys('الأعضاء', 'لا أحد ينقصه مفتاح مرور.'),
      admins: ofPasskeys('المالكين والمشرفين', 'لا أحد من المالكين والمشرفين ينقصه مفتاح مرور.'),
    },
  },
  extension: {
    forMember: (workspace, when) => `منحتكم \u2068${workspace}\u2069 مهلة إضافية حتى ${when}.`,
    means: 'حتى ذلك الوقت يمكنكم فتح مساحة العمل كما في السابق. أكملوا قبله إعداد ما ينقصكم.',
    forAdmins: (email, when) => `مُنحت مهلة إضافية للعضو \u2068${email}\u2069 حتى ${when}.`,
    reason: ({ reason }) => say`السبب: ${reason}`,
    grantedBy: ({ by }) => say`منحها ${by}`,
  },
}
