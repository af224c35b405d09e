import { say } from '../sentence.ts'
import type { Words } from '../words.ts'

export const enter: Words['enter'] = {
  promptTitle: (workspace) => `تطلب \u2068${workspace}\u2069 المصادقة الثنائية`,
  prompt: ({ at, workspace, span }) =>
    say`ابتداءً من ${at}، لا تُفتح ${workspace} إلا لمن فعّل المصادقة الثنائية. الوقت المتبقي: ${span}.`,
  whatItTakes: 'يستغرق ذلك دقيقتين: امسحوا رمز QR بتطبيق على الهاتف، وأدخلوا الرمز الذي يعرضه.',
  later: 'التذكير لاحقًا',
  whyText: ({ workspace }) =>
    say`يشترطها مشرفو ${workspace} على جميع الأعضاء، كي لا تفتح كلمة مرور مسروقة شيئًا هناك.`,
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
    say`كان علينا التحقق من تسجيل الدخول أولًا، فلم يصل شيء إلى ${workspace}. تابعوا ثم أرسلوه مرة أخرى.`,
  continueTo: ({ workspace }) => say`المتابعة إلى ${workspace}`,
  setUpNow: 'الإعداد الآن',
  notProvedThere: ({ provider }) =>
    say`لم يؤكد ${provider} عاملًا ثانيًا عند تسجيل دخولكم. إن كنتم تستخدمون عاملًا ثانيًا لديه، فأكّدوه هناك ليُتاح لكم الدخول فورًا. وإلا فأعدّوه هنا.`,
  proveThere: ({ provider }) => say`التأكيد لدى ${provider}`,
  blockedTitle: (workspace) => `تشترط \u2068${workspace}\u2069 المصادقة الثنائية`,
  blocked: ({ at }) =>
    say`منذ ${at}، لا يُفتح الدخول إلا لمن فعّل المصادقة الثنائية. بعد تفعيلها يُتاح لكم الدخول فورًا.`,
  blockedOnceEnabled: 'بعد تفعيلها يُتاح لكم الدخول فورًا.',
  unaffected: ({ others }) => say`تبقى عضويتكم ودوركم كما هما. ولا تتأثر ${others('مساحات عملكم الأخرى')}.`,
  notAMemberTitle: (workspace) => `لستم من أعضاء \u2068${workspace}\u2069`,
  notAMember: ({ email, workspace }) =>
    say`تم تسجيل دخولكم باسم ${email}، وهذا الحساب غير معروف لدى ${workspace}. اطلبوا من أحد المشرفين إضافتكم.`,
  useAnotherAccount: 'استخدام حساب آخر',
  otherWayTitle: (workspace) => `تشترط \u2068${workspace}\u2069 طريقة أخرى لتسجيل الدخول`,
  noWayOpen: ({ provider }) =>
    say`سجّلتم الدخول باستخدام ${provider}. لا تتوفر حاليًا أي طريقة سمح بها المشرفون. اسألوا أحدهم.`,
  otherWays: ({ provider, workspace, ways }) =>
    say`سجّلتم الدخول باستخدام ${provider}. لا يسمح مشرفو ${workspace} إلا بما يلي: ${ways}.`,
  mustBelong: ({ email, what, others }) =>
    say`يجب أن تكون الطريقة مرتبطة بهذا الحساب، ${email}: ${what('عرض الطرق المرتبطة')}. إن لم تكن كذلك بعد، يمكن للجهة التي تدير هذه المنصة ربطها؛ أو انتقلوا إلى ${others('مساحات عملكم الأخرى')}.`,
}
