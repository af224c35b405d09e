import { say } from '../sentence.ts'
import type { Words } from '../words.ts'

export const enter: Words['enter'] = {
  promptTitle: (workspace) => `ستشترط \u2068${workspace}\u2069 المصادقة الثنائية`,
  prompt: ({ at, workspace, span }) =>
    say`ابتداءً من ${at}، لا يمكن فتح ${workspace} إلا بالمصادقة الثنائية. الوقت المتبقي لإعدادها: ${span}.`,
  whatItTakes:
    'يستغرق ذلك دقيقتين: استخدموا مفتاح مرور، أو امسحوا رمز QR بتطبيق على هاتفكم وأدخلوا الرمز الذي يعرضه.',
  later: 'التذكير لاحقًا',
  whyText: ({ workspace }) =>
    say`يشترط مشرفو ${workspace} المصادقة الثنائية. عندها لا تكفي كلمة مرور مسروقة للدخول.`,
  facts: {
    workspace: 'مساحة العمل',
    host: 'العنوان',
    role: 'دوركم',
    from: 'مطلوبة ابتداءً من',
    since: 'مطلوبة منذ',
    left: 'الوقت المتبقي',
  },
  unsavedTitle: 'لم يُحفظ النموذج',
  unsaved: ({ workspace }) => say`لم يُحفظ ما أرسلتموه للتو إلى ${workspace}.`,
  unsavedWhy: ({ workspace }) =>
    say`كان علينا التحقق من تسجيل دخولكم أولًا، فلم يصل شيء إلى ${workspace}. تابعوا ثم أرسلوه مرة أخرى.`,
  continueTo: ({ workspace }) => say`المتابعة إلى ${workspace}`,
  setUpNow: 'الإعداد الآن',
  notProvedThere: ({ provider }) =>
    say`لم يؤكد ${provider} عاملًا ثانيًا عند تسجيل دخولكم. إن كان لديكم عامل ثانٍ لديه، فأكّدوه هناك وستدخلون مباشرة. وإلا فأعدّوه هنا.`,
  proveThere: ({ provider }) => say`التأكيد لدى ${provider}`,
  blockedTitle: (workspace) => `تشترط \u2068${workspace}\u2069 المصادقة الثنائية`,
  blocked: ({ at }) =>
    say`منذ ${at}، لا يمكن فتح مساحة العمل هذه إلا بالمصادقة الثنائية. أعدّوها وستدخلون مباشرة.`,
  blockedOnceEnabled: 'أعدّوها وستدخلون مباشرة.',
  unaffected: ({ others }) => say`ما زلتم أعضاء، بالدور نفسه. ولا تتأثر ${others('مساحات عملكم الأخرى')}.`,
  notAMemberTitle: (workspace) => `لستم من أعضاء \u2068${workspace}\u2069`,
  notAMember: ({ email, workspace }) =>
    say`سجّلتم الدخول باسم ${email}. اطلبوا من أحد مشرفي ${workspace} إضافتكم، أو استخدموا حسابًا آخر.`,
  useAnotherAccount: 'استخدام حساب آخر',
  otherWayTitle: (workspace) => `سجّلوا الدخول بطريقة أخرى لفتح \u2068${workspace}\u2069`,
  noWayOpen: ({ provider }) =>
    say`سجّلتم الدخول باستخدام ${provider}، ومساحة العمل هذه لا تسمح بذلك. لا تتوفر الآن أي طريقة مسموح بها. تواصلوا مع أحد مشرفيها.`,
  otherWays: ({ provider, workspace, ways }) =>
    say`سجّلتم الدخول باستخدام ${provider}، ولا تسمح ${workspace} بذلك. سجّلوا الدخول باستخدام ${ways} بدلًا من ذلك.`,
  mustBelong: ({ email, what, others }) =>
    say`يجب أن تكون الطريقة التي تختارونها مرتبطة بحسابكم، ${email}. ${what('عرض الطرق المرتبطة')}. إن لم تكن مرتبطة بعد، فاطلبوا من فريق دعم المنصة ربطها. أو انتقلوا إلى ${others('مساحات عملكم الأخرى')}.`,
}
