import { say } from '../sentence.ts'
import type { Words } from '../words.ts'
import { auditFields } from './audit-fields.ts'

export const audit: Words['audit'] = {
  titleOf: (workspace) => `سجل تدقيق \u2068${workspace}\u2069`,
  actions: {
    'workspace.put': 'إنشاء مساحة العمل أو تغييرها',
    'workspace.entered': 'الدخول إلى مساحة العمل',
    'workspace.refused': 'رفض الوصول',
    'prompt.deferred': 'تأجيل التذكير',
    'policy.changed': 'تغيير سياسة المصادقة الثنائية',
    'rules.changed': 'تغيير قواعد الوصول',
    'providers.changed': 'تغيير طرق تسجيل الدخول',
    'edge.changed': 'تغيير إعادة التوجيه',
    'appearance.changed': 'تغيير الاسم أو اللون',
    'logo.changed': 'تغيير الشعار',
    'logo.removed': 'إزالة الشعار',
    'member.put': 'إضافة عضو أو تغيير دور',
    'member.removed': 'إزالة عضو',
    'member.left': 'مغادرة عضو',
    'invitation.sent': 'إرسال دعوة',
    'invitation.resent': 'إعادة إرسال دعوة',
    'invitation.revoked': 'سحب دعوة',
    'invitation.accepted': 'قبول دعوة',
    'member.address_changed': 'تغيير عنوان أحد الأعضاء',
    'members.viewed': 'عرض قائمة الأعضاء',
    'extension.granted': 'منح عضو مهلة إضافية',
    'extension.ended': 'إنهاء مهلة إضافية',
    'account.disowned': 'الإبلاغ عن تغيير ليس من صاحبه',
    'self_recovery.changed': 'تغيير الاسترداد دون مشرف',
    'recovery.asked': 'طلب استرداد حساب',
    'recovery.approved': 'الموافقة على استرداد حساب',
    'recovery.linked': 'إرسال رابط الاسترداد',
    'recovery.stopped': 'إيقاف استرداد حساب',
    'recovery.completed': 'إتمام استرداد حساب',
    'token.created': 'إنشاء رمز API',
    'token.revoked': 'إلغاء رمز API',
    'service_token.created': 'إنشاء رمز خدمة',
    'service_token.rotated': 'تجديد رمز خدمة',
    'service_token.changed': 'تغيير رمز خدمة',
    'service_token.disabled': 'تعطيل رمز خدمة',
    'service_token.deleted': 'حذف رمز خدمة',
    'service_token.used': 'استخدام رمز خدمة',
  },
  sentences: {
    'sign_in.succeeded': ({ actor }) => say`تسجيل دخول ${actor}`,
    'sign_in.refused': ({ actor }) => say`رفض تسجيل دخول ${actor}`,
    'second_factor.refused': ({ actor }) => say`إدخال رمز خاطئ للعامل الثاني بواسطة ${actor}`,
    'second_factor.proved': ({ actor }) => say`إكمال الخطوة الثانية بواسطة ${actor}`,
    'session.ended': ({ actor }) => say`تسجيل خروج ${actor}`,
    'authenticator.enrolled': ({ actor }) => say`إعداد تطبيق مصادقة بواسطة ${actor}`,
    'authenticator.imported': ({ actor, account }) =>
      say`استيراد تطبيق المصادقة الخاص بـ ${account} بواسطة ${actor}`,
    'authenticator.replaced': ({ actor }) => say`استبدال تطبيق المصادقة بواسطة ${actor}`,
    'authenticator.removed': ({ actor, account }) =>
      say`إزالة تطبيق المصادقة الخاص بـ ${account} بواسطة ${actor}`,
    'passkey.added': ({ actor, what }) => say`إضافة مفتاح المرور ${what} بواسطة ${actor}`,
    'passkey.renamed': ({ actor, what }) => say`تغيير اسم مفتاح مرور إلى ${what} بواسطة ${actor}`,
    'passkey.removed': ({ actor, account, what }) =>
      say`إزالة مفتاح المرور ${what} الخاص بـ ${account} بواسطة ${actor}`,
    'passkey.counter_went_back': ({ account, what }) =>
      say`تراجع عدّاد مفتاح المرور ${what} الخاص بـ ${account}`,
    'second_factor.disabled': ({ actor }) => say`إيقاف المصادقة الثنائية بواسطة ${actor}`,
    'second_factor.reset': ({ account, actor }) =>
      say`إعادة ضبط المصادقة الثنائية لحساب ${account} بواسطة ${actor}`,
    'recovery_codes.generated': ({ actor }) => say`إنشاء رموز استرداد جديدة بواسطة ${actor}`,
    'recovery_codes.confirmed': ({ actor }) => say`حفظ رموز استرداد جديدة بواسطة ${actor}`,
    'recovery_codes.removed': ({ actor, account }) =>
      say`حذف رموز الاسترداد الخاصة بـ ${account} بواسطة ${actor}`,
    'password.refused': ({ actor }) => say`إدخال كلمة مرور حالية خاطئة بواسطة ${actor}`,
    'password.link_sent': ({ account }) => say`أُرسل إلى ${account} رابط لاختيار كلمة مرور جديدة`,
    'password.changed': ({ actor }) => say`تغيير كلمة المرور بواسطة ${actor}`,
    'account.put': ({ account, actor }) => say`إنشاء حساب ${account} أو تغييره بواسطة ${actor}`,
    'account.created': ({ actor }) => say`أنشأ ${actor} حسابه بدعوة`,
    'account.provisioned': ({ actor, what }) => say`إنشاء حساب ${actor} عند أول تسجيل دخول عبر ${what}`,
    'identity.linked': ({ account, what, actor }) => say`ربط ${account} بـ ${what} بواسطة ${actor}`,
    'identity.unlinked': ({ account, what, actor }) => say`فك ربط ${account} بـ ${what} بواسطة ${actor}`,
    'account.disowned': ({ account, actor }) =>
      say`الإبلاغ عن تغيير في حساب ${account} بأنه ليس من صاحبه، بواسطة ${actor}`,
    'account.unlocked': ({ account, actor }) => say`فتح قفل حساب ${account} بواسطة ${actor}`,
    'address.requested': ({ actor, what }) => say`طلب تغيير العنوان إلى ${what} بواسطة ${actor}`,
    'address.cancelled': ({ actor }) => say`إلغاء تغيير العنوان بواسطة ${actor}`,
    'address.changed': ({ actor, account, what }) => say`تغيير عنوان ${account} إلى ${what} بواسطة ${actor}`,
    'account.deleted': ({ what, actor }) => say`حذف الحساب ${what} بواسطة ${actor}`,
    'workspace.put': ({ workspace, actor }) => say`تغيير تهيئة ${workspace} بواسطة ${actor}`,
    'workspace.created': ({ workspace, actor }) => say`إنشاء ${workspace} بواسطة ${actor}`,
    'workspace.deleted': ({ what, actor }) => say`حذف مساحة العمل ${what} بواسطة ${actor}`,
    'workspace.entered': ({ actor, workspace }) => say`دخول ${actor} إلى ${workspace} بعامل ثانٍ`,
    'workspace.entered.without': ({ actor, workspace }) => say`دخول ${actor} إلى ${workspace} دون عامل ثانٍ`,
    'workspace.refused': ({ actor, workspace, what }) => say`رفض وصول ${actor} إلى ${workspace}: ${what}`,
    'prompt.deferred': ({ workspace, actor }) =>
      say`تأجيل إعداد المصادقة الثنائية لمساحة ${workspace} بواسطة ${actor}`,
    'policy.changed': ({ workspace, actor }) =>
      say`إلغاء إلزام المصادقة الثنائية في ${workspace} بواسطة ${actor}`,
    'policy.required': ({ workspace, what, actor }) =>
      say`إلزام المصادقة الثنائية في ${workspace} ابتداءً من ${what}، بقرار بواسطة ${actor}`,
    'passkeys.optional': ({ workspace, actor }) =>
      say`إلغاء إلزام مفاتيح المرور في ${workspace} بواسطة ${actor}`,
    'passkeys.required': ({ workspace, what, actor }) =>
      say`إلزام مفاتيح المرور في ${workspace} ابتداءً من ${what}، بقرار بواسطة ${actor}`,
    'rules.changed': ({ workspace, actor }) => say`تغيير قواعد الوصول إلى ${workspace} بواسطة ${actor}`,
    'providers.changed': ({ workspace, actor }) =>
      say`تغيير طرق تسجيل الدخول إلى ${workspace} بواسطة ${actor}`,
    'edge.changed': ({ actor, workspace }) =>
      say`تغيير طريقة إعادة توجيه الطلبات إلى ${workspace} بواسطة ${actor}`,
    'appearance.changed': ({ workspace, actor }) => say`تغيير اسم ${workspace} أو لونها بواسطة ${actor}`,
    'logo.changed': ({ workspace, actor }) => say`تغيير شعار ${workspace} بواسطة ${actor}`,
    'logo.removed': ({ workspace, actor }) => say`إزالة شعار ${workspace} بواسطة ${actor}`,
    'member.put': ({ account, workspace, what, actor }) =>
      say`تغيير دور ${account} في ${workspace} إلى ${what}، بواسطة ${actor}`,
    'member.added': ({ account, workspace, what, actor }) =>
      say`إضافة ${account} إلى ${workspace} بدور ${what}، بواسطة ${actor}`,
    'member.removed': ({ account, workspace, actor }) =>
      say`إزالة ${account} من ${workspace} بواسطة ${actor}`,
    'member.left': ({ actor, workspace }) => say`غادر ${actor} مساحة العمل ${workspace}`,
    'invitation.sent': ({ actor, what, workspace }) => say`دعا ${actor} ${what} إلى ${workspace}`,
    'invitation.resent': ({ actor, what, workspace }) =>
      say`أعاد ${actor} إرسال دعوة ${what} إلى ${workspace}`,
    'invitation.revoked': ({ actor, what, workspace }) => say`سحب ${actor} دعوة ${what} إلى ${workspace}`,
    'invitation.accepted': ({ actor, workspace, what }) =>
      say`قبل ${actor} دعوة إلى ${workspace} بدور ${what}`,
    'member.address_changed': ({ actor, account, what }) =>
      say`تغيير عنوان ${account} إلى ${what} بواسطة ${actor}`,
    'members.viewed': ({ workspace, actor }) => say`عرض قائمة أعضاء ${workspace} بواسطة ${actor}`,
    'extension.granted': ({ account, workspace, what, actor }) =>
      say`منح ${account} مهلة حتى ${what} لاستيفاء متطلبات ${workspace}، بواسطة ${actor}`,
    'extension.ended': ({ account, workspace, actor }) =>
      say`إنهاء مهلة ${account} الإضافية في ${workspace} بواسطة ${actor}`,
    'self_recovery.changed': ({ actor, workspace }) =>
      say`تغيير إمكانية استرداد الحساب دون مشرف في ${workspace} بواسطة ${actor}`,
    'recovery.asked': ({ actor, account }) => say`طلب استرداد حساب ${account} بواسطة ${actor}`,
    'recovery.approved': ({ actor, account }) => say`الموافقة على استرداد حساب ${account} بواسطة ${actor}`,
    'recovery.linked': ({ account }) => say`إرسال رابط استرداد الحساب إلى ${account}`,
    'recovery.stopped': ({ actor, account }) => say`إيقاف استرداد حساب ${account} بواسطة ${actor}`,
    'recovery.completed': ({ actor }) => say`استرداد الحساب بعامل ثانٍ جديد بواسطة ${actor}`,
    'token.created': ({ what, workspace, actor }) =>
      say`إنشاء رمز API ${what} لمساحة ${workspace} بواسطة ${actor}`,
    'token.revoked': ({ workspace, actor }) => say`إلغاء رمز API لمساحة ${workspace} بواسطة ${actor}`,
    'service_token.created': ({ what, workspace, actor }) =>
      say`إنشاء رمز الخدمة ${what} لمساحة ${workspace} بواسطة ${actor}`,
    'service_token.rotated': ({ what, workspace, actor }) =>
      say`تجديد رمز الخدمة ${what} لمساحة ${workspace} بواسطة ${actor}`,
    'service_token.changed': ({ what, workspace, actor }) =>
      say`تغيير رمز الخدمة ${what} لمساحة ${workspace} بواسطة ${actor}`,
    'service_token.disabled': ({ what, workspace, actor }) =>
      say`تعطيل رمز الخدمة ${what} لمساحة ${workspace} بواسطة ${actor}`,
    'service_token.deleted': ({ what, workspace, actor }) =>
      say`حذف رمز الخدمة ${what} لمساحة ${workspace} بواسطة ${actor}`,
    'service_token.used': ({ what, workspace }) =>
      say`استُخدم رمز الخدمة ${what} في مساحة ${workspace} في هذا اليوم`,
    'key.rotated': ({ what, actor }) => say`استبدال مفتاح ${what} للمنصة بواسطة ${actor}`,
    'notice.retried': ({ what, actor }) => say`إعادة إرسال الإشعار ${what} بواسطة ${actor}`,
  },
  viewedOften: ({ workspace, actor }, count) =>
    say`عرض قائمة أعضاء ${workspace} بواسطة ${actor} (عدد المرات: ${count})`,
  token: ({ name }) => say`رمز API ${name}`,
  operator: 'فريق دعم المنصة',
  adminElsewhere: 'مشرف في مساحة عمل أخرى',
  unknown: 'غير معروف',
  goneAccount: 'حساب محذوف',
  reasons: {
    'enrollment-required': 'لا عامل ثانيًا',
    'stronger-factor-required': 'لا مفتاح مرور',
    'provider-not-allowed': 'طريقة تسجيل الدخول هذه غير مسموح بها',
  },
  anyWay: 'كل الطرق',
  yes: 'نعم',
  no: 'لا',
  fields: auditFields,
  from: ({ ip }) => say`من ${ip}`,
  fromBrowser: ({ ip, browser }) => say`من ${ip} (${browser})`,
  details: 'التفاصيل',
  detailsOf: (id) => `التفاصيل: القيد ${id}`,
  filter: 'تصفية',
  person: 'الشخص',
  personHint: 'عنوان البريد الإلكتروني. يعرض ما فعله هذا الشخص وما يخص حسابه.',
  action: 'الإجراء',
  anyAction: 'كل الإجراءات',
  sinceDay: 'من يوم',
  untilDay: 'إلى يوم',
  daysHint: 'الأيام بتوقيت UTC.',
  apply: 'تطبيق الفلتر',
  clear: 'مسح الفلتر',
  problems: {
    'not-a-person': 'أدخلوا عنوان بريد إلكتروني كاملًا، مثل \u2066grace@example.com\u2069.',
    'not-an-action': 'اختاروا إجراءً من القائمة.',
    'not-a-day': 'أدخلوا اليوم بالسنة والشهر واليوم، مثل \u20662026-11-30\u2069.',
    'ends-before-it-begins': 'لا يمكن أن يسبق «إلى يوم» «من يوم».',
  },
  nothing: 'لا يوجد نشاط بعد.',
  noMatch: 'لا توجد قيود تطابق هذا الفلتر.',
  older: 'الأقدم',
  cutShort: (most) => `بُحث لهذه الصفحة في ${most} من القيود. لم يُبحث بعد في القيود الأقدم.`,
  goOn: 'متابعة البحث في القيود الأقدم',
  chained: 'يحتوي كل قيد على بصمة القيد الذي قبله، ولذلك يمكن اكتشاف أي تغيير.',
  export: 'تصدير الكل مع البصمات',
  csv: 'تنزيل هذه النتائج بصيغة CSV',
  csvCutShort: 'غير مكتمل: ينتهي الملف هنا. للمتابعة، اضبطوا «إلى يوم» على يوم آخر قيد.',
}
