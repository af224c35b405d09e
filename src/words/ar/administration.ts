import { say } from '../sentence.ts'
import type { Words } from '../words.ts'

export const members: Words['members'] = {
  titleOf: (workspace) => `أعضاء \u2068${workspace}\u2069`,
  refusals: {
    'not-an-address': 'هذا ليس بريدًا إلكترونيًا.',
    'not-a-role': 'اختاروا أحد الأدوار.',
    'no-such-account': 'لا يوجد حساب بهذا العنوان. تنشئ الحساباتِ الجهةُ التي تدير المنصة.',
    'not-a-member': 'لم يعد هذا الشخص عضوًا.',
    'already-a-member': 'هذا الشخص عضو بالفعل. غيّروا دوره في القائمة.',
    'not-allowed': 'لا يمنح دور المالك أو يسحبه إلا مالك.',
    'last-owner': 'تحتاج مساحة العمل إلى مالك. امنحوا دور المالك أولًا لعضو آخر.',
    'last-enrolled-owner':
      'هذا آخر مالك لديه المصادقة الثنائية، ومساحة العمل هذه تشترطها. امنحوا دور المالك أولًا لعضو آخر أتم الإعداد.',
    'changed-meanwhile': 'غيّر شخص آخر هذا العضو في هذه الأثناء. راجعوا مرة أخرى.',
  },
  done: { put: 'تم الحفظ.', removed: 'تمت الإزالة. يُغلق الدخول خلال دقائق.' },
  standings: {
    enrolled: 'تم الإعداد',
    vouched: 'عامل ثانٍ لدى المزوّد',
    pending: 'لم يتم الإعداد بعد',
    overdue: 'ممنوع من الدخول حتى الإعداد',
    free: 'بلا إعداد',
  },
  add: 'إضافة عضو',
  email: 'البريد الإلكتروني',
  role: 'الدور',
  save: 'إضافة',
  standing: 'الحالة',
  all: (count) => `الكل ${count}`,
  standingCount: (standing, count) => `${standing} ${count}`,
  audited: 'كل اطلاع على هذه القائمة يُسجَّل في سجل التدقيق.',
  nobody: 'لا أحد هنا.',
  changeRole: 'تغيير الدور',
  roleOf: (member) => `دور \u2068${member}\u2069`,
  changeRoleOf: (member) => `تغيير الدور: \u2068${member}\u2069`,
  remove: 'إزالة',
  removeThis: (member) => `إزالة \u2068${member}\u2069`,
  removalTitle: 'إزالة عضو',
  removalQuestion: ({ email }) => say`إزالة ${email}؟`,
  removalConsequence: ({ workspace }) =>
    say`يُغلق دخول هذا العضو إلى ${workspace} خلال دقائق. ويبقى حسابه، ويمكنكم إضافته من جديد في أي وقت.`,
  keep: 'إبقاء',
}

export const allowedWays: Words['allowedWays'] = {
  titleOf: (workspace) => `تسجيل الدخول إلى \u2068${workspace}\u2069`,
  title: 'طرق تسجيل الدخول',
  explanation: ({ workspace }) =>
    say`لا يدخل الأعضاء إلى ${workspace} إلا بالطرق المحددة هنا. ومن دخل بطريقة أخرى يُطلب منه تسجيل الدخول من جديد؛ وتبقى العضويات والأدوار. اطلبوا من الجميع أولًا ربط طريقة مسموح بها ضمن «الأمان»: بعد الحفظ لا يمكن أن يفعل ذلك عنهم إلا الجهة التي تدير المنصة.`,
  allowed: 'الطرق المسموح بها',
  secondFactorCounts: 'عامله الثاني محسوب هنا',
  save: 'حفظ',
  none: 'اختاروا طريقة واحدة على الأقل: وإلا فلن يتمكن أحد من الدخول.',
  own: (provider) => `دخلتم أنتم عبر \u2068${provider}\u2069. لاستبعاده، سجّلوا الدخول بطريقة أخرى أولًا.`,
  gone: 'إحدى هذه الطرق لم تعد مُعدّة. اختاروا من جديد.',
}

export const tokens: Words['tokens'] = {
  titleOf: (workspace) => `رموز API في \u2068${workspace}\u2069`,
  refusals: {
    'not-a-name': 'اختاروا له اسمًا لا يزيد على 100 حرف، في سطر واحد.',
    'made-already': 'أُنشئ هذا الرمز بالفعل: أُرسلت الصفحة مرتين. إن لم تنسخوه، فألغوه وأنشئوا رمزًا آخر.',
    'too-many': 'لدى مساحة العمل هذه مئة رمز. ألغوا أحدها أولًا.',
  },
  notALifetime: (mostDays) => `اختاروا مدة صلاحيته بالأيام: من 1 إلى ${mostDays}.`,
  revoked: 'تم الإلغاء. لم يعد يفتح شيئًا.',
  make: 'إنشاء رمز',
  explanation: ({ api }) =>
    say`للبرامج التي تستخدم ${api('API')} نيابةً عن مساحة العمل هذه. وينتهي بانتهاء دوركم هنا.`,
  name: 'الاسم',
  lasts: 'مدة الصلاحية',
  submit: 'إنشاء',
  title: 'الرموز',
  none: 'لا توجد رموز.',
  made: ({ token }) => say`تم إنشاء ${token}. انسخوه الآن: لا يُعرض إلا هذه المرة.`,
  operator: 'الجهة التي تدير المنصة',
  madeBy: ({ maker, at, endsAt }) => say`أُنشئ بواسطة ${maker} في ${at}، وينتهي في ${endsAt}`,
  revoke: 'إلغاء',
  revokeThis: (token) => `إلغاء \u2068${token}\u2069`,
}

export const audit: Words['audit'] = {
  titleOf: (workspace) => `سجل تدقيق \u2068${workspace}\u2069`,
  actions: {
    'workspace.put': 'إنشاء مساحة العمل أو تغييرها',
    'workspace.entered': 'دخول',
    'workspace.refused': 'رفض الدخول',
    'prompt.deferred': 'طلب التذكير لاحقًا',
    'policy.changed': 'تغيير السياسة',
    'providers.changed': 'تغيير طرق تسجيل الدخول',
    'appearance.changed': 'تغيير الاسم أو اللون',
    'logo.changed': 'تغيير الشعار',
    'logo.removed': 'إزالة الشعار',
    'member.put': 'إضافة عضو أو تغيير دور',
    'member.removed': 'إزالة عضو',
    'members.viewed': 'الاطلاع على قائمة الأعضاء',
    'token.created': 'إنشاء رمز API',
    'token.revoked': 'إلغاء رمز API',
  },
  nothing: 'لم يحدث شيء بعد.',
  older: 'الأقدم',
  from: ({ ip }) => say`من ${ip}`,
  chained: 'يحمل كل قيد بصمة القيد الذي قبله.',
  export: 'تصدير الكل',
}
