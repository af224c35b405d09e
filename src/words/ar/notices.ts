import { FAILURES_THAT_DISABLE } from '../../core/lockout.ts'
import { say } from '../sentence.ts'
import type { Words } from '../words.ts'

const ACCESS = 'لم يكن ذلك منكم؟ ربما يستطيع شخص آخر الوصول إلى حسابكم.'
const CHANGE_PASSWORD = 'غيّروا كلمة المرور، وسجّلوا الخروج من كل مكان آخر ضمن «الجلسات»'
const SIGN_OUT = 'سجّلوا الخروج من كل مكان آخر ضمن «الجلسات»'

const forHelp = (contact: string) => `وتواصلوا مع \u2068${contact}\u2069 للحصول على المساعدة.`
const forReset = (contact: string) => `وتواصلوا مع \u2068${contact}\u2069 لإعادة ضبط المصادقة الثنائية.`

const intruder = (contact: string) => `${ACCESS} ${CHANGE_PASSWORD}، ${forReset(contact)}`
const intruderByProvider = (contact: string) => `${ACCESS} ${SIGN_OUT}، ${forReset(contact)}`

export const notices: Words['notices'] = {
  label: 'إشعارات',
  dismiss: 'إخفاء',
  dismissAll: 'إخفاء الكل',
  dismissThis: (notice) => `إخفاء: ${notice}`,
  doneHere: 'فعلتم هذا في هذا المتصفح:',
  titles: {
    'second_factor.added': 'أُضيف تطبيق مصادقة إلى حسابكم',
    'second_factor.replaced': 'استُبدل تطبيق المصادقة',
    'second_factor.removed': 'عُطّلت المصادقة الثنائية لحسابكم',
    'second_factor.reset': 'أعاد فريق دعم المنصة ضبط المصادقة الثنائية لحسابكم',
    'second_factor.recovered': 'استُرد حسابكم بعامل ثانٍ جديد',
    'recovery.asked': 'طلب شخص ما استرداد حسابكم',
    'recovery.approved': 'وافق شخص ما على استرداد حسابكم',
    'recovery.stopped': 'أُوقف استرداد حسابكم',
    'authenticator.disabled': `حُظر تطبيق المصادقة بعد ${FAILURES_THAT_DISABLE} رمز خاطئ على التوالي`,
    'recovery_code.used': 'استُخدم أحد رموز الاسترداد',
    'recovery_codes.regenerated': 'استُبدلت رموز الاسترداد برموز جديدة',
    'password.changed': 'تغيّرت كلمة المرور',
    'identity.linked': 'رُبطت طريقة لتسجيل الدخول بحسابكم',
    'account.disowned': 'أُبلغ عن تغيير في حسابكم بأنه ليس منكم',
    'identity.unlinked': 'أُلغي ربط طريقة لتسجيل الدخول بحسابكم',
    'address.requested': 'طُلب عنوان بريد إلكتروني جديد لحسابكم',
    'address.changed': 'تغيّر عنوان البريد الإلكتروني لحسابكم',
    'authenticator.removed': 'أُزيل تطبيق المصادقة من حسابكم',
    'passkey.added': 'أُضيف مفتاح مرور إلى حسابكم',
    'passkey.removed': 'أُزيل مفتاح مرور من حسابكم',
    'passkey.counter_went_back': 'ربما توجد نسخة من أحد مفاتيح مروركم',
    'recovery_codes.removed': 'حُذفت رموز الاسترداد',
  },
  firstPasskey: 'أُضيف مفتاح مرور إلى حسابكم، وفُعّلت المصادقة الثنائية',
  advice: {
    'second_factor.added': intruder,
    'second_factor.replaced': intruder,
    'second_factor.removed': (contact) => `${ACCESS} ${CHANGE_PASSWORD}، ${forHelp(contact)}`,
    'second_factor.reset': (contact) =>
      `لم تطلبوا ذلك؟ تواصلوا الآن مع \u2068${contact}\u2069. إلى أن تُعدّوا المصادقة الثنائية من جديد، تحمي كلمة المرور وحدها حسابكم.`,
    'second_factor.recovered': (contact) =>
      `لم يعد تطبيق المصادقة القديم ولا مفاتيح المرور ولا رموز الاسترداد القديمة تعمل. لم يكن ذلك منكم؟ تواصلوا الآن مع \u2068${contact}\u2069. ربما يستطيع شخص آخر الوصول إلى حسابكم.`,
    'recovery.asked': (contact) =>
      `إن لم تكونوا أنتم، فأوقفوه بالرابط الموجود في رسالتنا. تسجيل الدخول بالعامل الثاني يوقفه أيضًا. ثم غيّروا كلمة المرور، فربما يعرفها شخص آخر. هل تحتاجون إلى مساعدة؟ تواصلوا مع \u2068${contact}\u2069.`,
    'recovery.approved': (contact) =>
      `إن لم تكونوا أنتم، فأوقفوه بالرابط الموجود في رسالتنا. تسجيل الدخول بالعامل الثاني يوقفه أيضًا. ثم غيّروا كلمة المرور، فربما يعرفها شخص آخر. هل تحتاجون إلى مساعدة؟ تواصلوا مع \u2068${contact}\u2069.`,
    'recovery.stopped': (contact) =>
      `لم يتغيّر العامل الثاني. إن لم توقفوه أنتم، فاطلبوا استردادًا جديدًا. وإن لم تطلبوه أصلًا، فربما يعرف شخص آخر كلمة مروركم. غيّروها الآن. هل تحتاجون إلى مساعدة؟ تواصلوا مع \u2068${contact}\u2069.`,
    'authenticator.disabled': (contact) =>
      `ما زال بإمكانكم تسجيل الدخول برمز استرداد. إن لم يكن لديكم رمز، فتواصلوا مع \u2068${contact}\u2069. لم يكن ذلك منكم؟ ربما يعرف شخص آخر كلمة مروركم. غيّروها الآن.`,
    'recovery_code.used': intruder,
    'recovery_codes.regenerated': intruder,
    'password.changed': (contact) =>
      `لم يكن ذلك منكم؟ تواصلوا الآن مع \u2068${contact}\u2069. ربما يستطيع شخص آخر الوصول إلى حسابكم، ولم تعد كلمة مروركم القديمة تعمل.`,
    'identity.linked': (contact) =>
      `${ACCESS} ألغوا الربط ضمن «الأمان». ${CHANGE_PASSWORD}، ${forHelp(contact)}`,
    'account.disowned': (contact) =>
      `استخدم شخص رابط «لم أكن أنا» في إحدى رسائلنا. إذا كان حسابكم مقفلًا، أو إذا لم تبلّغوا عن شيء، فتواصلوا مع \u2068${contact}\u2069. إذا لم تعد كلمة المرور تعمل فاختاروا كلمة جديدة من صفحة تسجيل الدخول. لم تعد تعمل رموز API ورموز الخدمة والدعوات التي أنشأها حسابكم منذ ذلك التغيير. راجعوا الأقدم منها بأنفسكم.`,
    'identity.unlinked': (contact) => `${ACCESS} ${CHANGE_PASSWORD}، ${forHelp(contact)}`,
    'address.requested': (contact) =>
      `${ACCESS} ألغوا التغيير ضمن «الأمان». ${CHANGE_PASSWORD}، ${forHelp(contact)}`,
    'address.changed': (contact) =>
      `لم يكن ذلك منكم؟ تواصلوا الآن مع \u2068${contact}\u2069. ربما يستطيع شخص آخر الوصول إلى حسابكم، والعنوان القديم لم يعد يفتحه.`,
    'authenticator.removed': intruder,
    'passkey.added': intruder,
    'passkey.removed': intruder,
    'passkey.counter_went_back': (contact) =>
      `تراجع عدّاد مفتاح المرور هذا، فربما نسخه شخص آخر. إن لم تعرفوا السبب، فأزيلوا المفتاح ضمن «الأمان»، وأضيفوا مفتاحًا جديدًا، وأخبروا \u2068${contact}\u2069.`,
    'recovery_codes.removed': (contact) =>
      `أنشئوا رموز استرداد جديدة ضمن «الأمان». لم تطلبوا ذلك؟ تواصلوا الآن مع \u2068${contact}\u2069.`,
  },
  adviceWithoutPassword: {
    'second_factor.added': intruderByProvider,
    'second_factor.replaced': intruderByProvider,
    'second_factor.removed': (contact) => `${ACCESS} ${SIGN_OUT}، ${forHelp(contact)}`,
    'second_factor.reset': (contact) =>
      `لم تطلبوا ذلك؟ تواصلوا الآن مع \u2068${contact}\u2069. إلى أن تُعدّوا المصادقة الثنائية من جديد، لا توجد خطوة ثانية عند تسجيل الدخول.`,
    'second_factor.recovered': (contact) =>
      `لم يعد تطبيق المصادقة القديم ولا مفاتيح المرور ولا رموز الاسترداد القديمة تعمل. لم يكن ذلك منكم؟ تواصلوا الآن مع \u2068${contact}\u2069. ربما يستطيع شخص آخر الوصول إلى حسابكم.`,
    'recovery.asked': (contact) =>
      `إن لم تكونوا أنتم، فأوقفوه بالرابط الموجود في رسالتنا. تسجيل الدخول بالعامل الثاني يوقفه أيضًا. ثم أمّنوا الحساب الذي تسجّلون الدخول به. هل تحتاجون إلى مساعدة؟ تواصلوا مع \u2068${contact}\u2069.`,
    'recovery.approved': (contact) =>
      `إن لم تكونوا أنتم، فأوقفوه بالرابط الموجود في رسالتنا. تسجيل الدخول بالعامل الثاني يوقفه أيضًا. ثم أمّنوا الحساب الذي تسجّلون الدخول به. هل تحتاجون إلى مساعدة؟ تواصلوا مع \u2068${contact}\u2069.`,
    'recovery.stopped': (contact) =>
      `لم يتغيّر العامل الثاني. إن لم توقفوه أنتم، فاطلبوا استردادًا جديدًا. وإن لم تطلبوه أصلًا، فربما يستطيع شخص آخر الوصول إلى الحساب الذي تسجّلون الدخول به. أمّنوا ذلك الحساب الآن. هل تحتاجون إلى مساعدة؟ تواصلوا مع \u2068${contact}\u2069.`,
    'authenticator.disabled': (contact) =>
      `ما زال بإمكانكم تسجيل الدخول برمز استرداد. إن لم يكن لديكم رمز، فتواصلوا مع \u2068${contact}\u2069. لم يكن ذلك منكم؟ ربما يستطيع شخص آخر الوصول إلى الحساب الذي تسجّلون الدخول به. احموا ذلك الحساب الآن.`,
    'recovery_code.used': intruderByProvider,
    'recovery_codes.regenerated': intruderByProvider,
    'identity.linked': (contact) => `${ACCESS} ألغوا الربط ضمن «الأمان». ${SIGN_OUT}، ${forHelp(contact)}`,
    'account.disowned': (contact) =>
      `استخدم شخص رابط «لم أكن أنا» في إحدى رسائلنا. إذا كان حسابكم مقفلًا، أو إذا لم تبلّغوا عن شيء، فتواصلوا مع \u2068${contact}\u2069. إذا لم تعد كلمة المرور تعمل فاختاروا كلمة جديدة من صفحة تسجيل الدخول. لم تعد تعمل رموز API ورموز الخدمة والدعوات التي أنشأها حسابكم منذ ذلك التغيير. راجعوا الأقدم منها بأنفسكم.`,
    'identity.unlinked': (contact) => `${ACCESS} ${SIGN_OUT}، ${forHelp(contact)}`,
    'address.requested': (contact) =>
      `${ACCESS} ألغوا التغيير ضمن «الأمان». ${SIGN_OUT}، ${forHelp(contact)}`,
    'address.changed': (contact) =>
      `لم يكن ذلك منكم؟ تواصلوا الآن مع \u2068${contact}\u2069. ربما يستطيع شخص آخر الوصول إلى حسابكم، والعنوان القديم لم يعد يفتحه.`,
    'authenticator.removed': intruderByProvider,
    'passkey.added': intruderByProvider,
    'passkey.removed': intruderByProvider,
    'passkey.counter_went_back': (contact) =>
      `تراجع عدّاد مفتاح المرور هذا، فربما نسخه شخص آخر. إن لم تعرفوا السبب، فأزيلوا المفتاح ضمن «الأمان»، وأضيفوا مفتاحًا جديدًا، وأخبروا \u2068${contact}\u2069.`,
    'recovery_codes.removed': (contact) =>
      `أنشئوا رموز استرداد جديدة ضمن «الأمان». لم تطلبوا ذلك؟ تواصلوا الآن مع \u2068${contact}\u2069.`,
  },
  from: ({ at, ip, browser }) => say`${at}، من ${ip} (${browser})`,
  workspaceAt: (workspace, host) => `\u2068${workspace}\u2069 (\u2068${host}\u2069)`,
}
