import { FAILURES_THAT_DISABLE } from '../../core/lockout.ts'
import { say } from '../sentence.ts'
import type { Words } from '../words.ts'

const intruder = (contact: string) =>
  `لم يكن ذلك منكم؟ إذن هناك من دخل إلى حسابكم. غيّروا كلمة المرور، وسجّلوا الخروج من كل مكان آخر ضمن «الجلسات»، واطلبوا إعادة ضبط العامل الثاني. جهة الاتصال: \u2068${contact}\u2069.`

const intruderByProvider = (contact: string) =>
  `لم يكن ذلك منكم؟ إذن هناك من دخل إلى حسابكم. سجّلوا الخروج من كل مكان آخر ضمن «الجلسات»، واطلبوا إعادة ضبط العامل الثاني. جهة الاتصال: \u2068${contact}\u2069.`

export const notices: Words['notices'] = {
  label: 'إشعارات',
  dismiss: 'إخفاء',
  dismissAll: 'إخفاء الكل',
  dismissThis: (notice) => `إخفاء: ${notice}`,
  titles: {
    'second_factor.added': 'أُضيف تطبيق مصادقة إلى حسابكم',
    'second_factor.replaced': 'استُبدل تطبيق المصادقة',
    'second_factor.removed': 'عُطّلت المصادقة الثنائية لحسابكم',
    'second_factor.reset': 'أعادت الجهة التي تدير هذه المنصة ضبط العامل الثاني لحسابكم',
    'authenticator.disabled': `لم يعد تطبيق المصادقة مقبولًا، بعد ${FAILURES_THAT_DISABLE} رمز خاطئ على التوالي`,
    'recovery_code.used': 'استُخدم أحد رموز الاسترداد',
    'recovery_codes.regenerated': 'استُبدلت رموز الاسترداد بمجموعة جديدة',
    'password.changed': 'تغيّرت كلمة مروركم',
    'identity.linked': 'رُبطت طريقة لتسجيل الدخول بحسابكم',
    'identity.unlinked': 'أُلغي ربط طريقة لتسجيل الدخول بحسابكم',
  },
  advice: {
    'second_factor.added': intruder,
    'second_factor.replaced': intruder,
    'second_factor.removed': (contact) =>
      `لم يكن ذلك منكم؟ إذن هناك من دخل إلى حسابكم. غيّروا كلمة المرور، وسجّلوا الخروج من كل مكان آخر ضمن «الجلسات»، واطلبوا المساعدة. جهة الاتصال: \u2068${contact}\u2069.`,
    'second_factor.reset': (contact) =>
      `لم تطلبوا ذلك؟ إذن تواصلوا فورًا مع: \u2068${contact}\u2069. إلى أن تُعدّوا العامل الثاني من جديد، تكفي كلمة المرور وحدها لفتح الحساب.`,
    'authenticator.disabled': (contact) =>
      `لم يكن ذلك منكم؟ إذن لدى شخص ما كلمة مروركم: غيّروها. ما زال رمز الاسترداد يتيح لكم الدخول؛ ومن دونه تواصلوا مع: \u2068${contact}\u2069.`,
    'recovery_code.used': intruder,
    'recovery_codes.regenerated': intruder,
    'password.changed': (contact) =>
      `لا علم لكم بذلك؟ إذن تواصلوا فورًا مع: \u2068${contact}\u2069. ربما دخل أحد إلى حسابكم، وكلمة مروركم السابقة لم تعد تفتحه.`,
    'identity.linked': (contact) =>
      `لا علم لكم بذلك؟ إذن ربما فتح أحد لنفسه طريقًا إلى حسابكم: ألغوا الربط ضمن «الأمان». غيّروا كلمة المرور، وسجّلوا الخروج من كل مكان آخر ضمن «الجلسات»، واطلبوا المساعدة. جهة الاتصال: \u2068${contact}\u2069.`,
    'identity.unlinked': (contact) =>
      `لا علم لكم بذلك؟ إذن ربما دخل أحد إلى حسابكم. غيّروا كلمة المرور، وسجّلوا الخروج من كل مكان آخر ضمن «الجلسات»، واطلبوا المساعدة. جهة الاتصال: \u2068${contact}\u2069.`,
  },
  adviceWithoutPassword: {
    'second_factor.added': intruderByProvider,
    'second_factor.replaced': intruderByProvider,
    'second_factor.removed': (contact) =>
      `لم يكن ذلك منكم؟ إذن هناك من دخل إلى حسابكم. سجّلوا الخروج من كل مكان آخر ضمن «الجلسات»، واطلبوا المساعدة. جهة الاتصال: \u2068${contact}\u2069.`,
    'second_factor.reset': (contact) =>
      `لم تطلبوا ذلك؟ إذن تواصلوا فورًا مع: \u2068${contact}\u2069. إلى أن تُعدّوا العامل الثاني من جديد، لا يُطلب عامل ثانٍ عند تسجيل الدخول.`,
    'authenticator.disabled': (contact) =>
      `لم يكن ذلك منكم؟ إذن يستطيع شخص ما تسجيل الدخول باسمكم حتى خطوة الرمز. احموا الحساب الذي تسجّلون الدخول به. ما زال رمز الاسترداد يتيح لكم الدخول؛ ومن دونه تواصلوا مع: \u2068${contact}\u2069.`,
    'recovery_code.used': intruderByProvider,
    'recovery_codes.regenerated': intruderByProvider,
    'identity.linked': (contact) =>
      `لا علم لكم بذلك؟ إذن ربما فتح أحد لنفسه طريقًا إلى حسابكم: ألغوا الربط ضمن «الأمان». سجّلوا الخروج من كل مكان آخر ضمن «الجلسات»، واطلبوا المساعدة. جهة الاتصال: \u2068${contact}\u2069.`,
    'identity.unlinked': (contact) =>
      `لا علم لكم بذلك؟ إذن ربما دخل أحد إلى حسابكم. سجّلوا الخروج من كل مكان آخر ضمن «الجلسات»، واطلبوا المساعدة. جهة الاتصال: \u2068${contact}\u2069.`,
  },
  here: ({ at }) => say`${at}، في هذا المتصفح`,
  from: ({ at, ip, browser }) => say`${at}، من ${ip} (${browser})`,
  workspaceAt: (workspace, host) => `\u2068${workspace}\u2069 (\u2068${host}\u2069)`,
  sentences: {
    'enforcement.scheduled': (workspace, when) =>
      `ابتداءً من ${when} تُشترط المصادقة الثنائية على كل أعضاء \u2068${workspace}\u2069.`,
    'enforcement.seven_days_left': (workspace, when) =>
      `خلال 7 أيام أو أقل، ابتداءً من ${when}، تُشترط المصادقة الثنائية على كل أعضاء \u2068${workspace}\u2069.`,
    'enforcement.one_day_left': (workspace, when) =>
      `خلال يوم أو أقل، ابتداءً من ${when}، تُشترط المصادقة الثنائية على كل أعضاء \u2068${workspace}\u2069.`,
    'enforcement.in_effect': (workspace, when) =>
      `منذ ${when} تُشترط المصادقة الثنائية على كل أعضاء \u2068${workspace}\u2069.`,
  },
  atThatTime: (figures) => `الوضع في ذلك الوقت: ${figures}`,
  everybodyEnrolled: 'لدى الجميع عامل ثانٍ.',
  notEnrolledYet: (count, members) => `عدد الأعضاء الذين لم يتموا الإعداد بعد: ${count} من ${members}.`,
  blocked: (count, members) => `عدد الأعضاء الممنوعين من الدخول حتى الإعداد: ${count} من ${members}.`,
}
