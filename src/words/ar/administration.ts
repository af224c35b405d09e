import { say } from '../sentence.ts'
import type { Words } from '../words.ts'
import { write } from './write.ts'

export const members: Words['members'] = {
  titleOf: (workspace) => `أعضاء \u2068${workspace}\u2069`,
  refusals: {
    'not-an-address': 'أدخلوا عنوان بريد إلكتروني صالحًا.',
    'not-a-role': 'اختاروا دورًا.',
    'not-a-member': 'لم يعد هذا الشخص عضوًا.',
    'already-a-member': 'هذا الشخص عضو بالفعل. غيّروا دوره في القائمة أدناه.',
    'not-allowed': 'لا يضيف المالكين أو يزيلهم إلا المالكون.',
    'last-owner': 'تحتاج مساحة العمل إلى مالك. امنحوا دور المالك أولًا لعضو آخر.',
    'last-enrolled-owner':
      'تشترط مساحة العمل هذه المصادقة الثنائية، وهذا آخر مالك أعدّها. امنحوا دور المالك أولًا لعضو آخر أعدّها.',
    'changed-meanwhile': 'غيّر شخص آخر هذا العضو للتو. راجعوا القائمة ثم حاولوا مرة أخرى.',
  },
  done: { put: 'تم الحفظ.', removed: 'تمت الإزالة. سيفقد هذا العضو الوصول خلال دقائق.' },
  noSuchAccount: ({ contact }) =>
    say`لا يوجد حساب بهذا البريد الإلكتروني. تواصلوا مع ${contact} لإنشاء حساب، ثم أضيفوا هذا الشخص هنا.`,
  standings: {
    enrolled: 'تم الإعداد',
    vouched: 'عامل ثانٍ لدى المزوّد',
    pending: 'لم يتم الإعداد بعد',
    overdue: 'محظور حتى الإعداد',
    free: 'دون إعداد',
  },
  unusedImport: 'مستورد، لم يُستخدم بعد',
  add: 'إضافة عضو',
  accountFirst: ({ contact }) =>
    say`يمكنكم إضافة من لديهم حساب على هذه المنصة. لغيرهم، تواصلوا أولًا مع ${contact} لإنشاء حساب.`,
  email: 'البريد الإلكتروني',
  role: 'الدور',
  save: 'إضافة',
  standing: 'تصفية حسب الحالة',
  all: (count) => `الكل ${count}`,
  standingCount: (standing, count) => `${standing} ${count}`,
  find: 'البحث عن عضو',
  findHint: 'اكتبوا بداية عنوان البريد الإلكتروني.',
  search: 'بحث',
  clearSearch: 'مسح البحث',
  audited: 'مرتّبون حسب عنوان البريد الإلكتروني. يُسجَّل عرض هذه القائمة في سجل التدقيق.',
  nobody: 'لا يوجد أعضاء يطابقون هذه التصفية.',
  changeRole: 'تغيير الدور',
  roleOf: (member) => `دور \u2068${member}\u2069`,
  changeRoleOf: (member) => `تغيير الدور: \u2068${member}\u2069`,
  remove: 'إزالة',
  removeThis: (member) => `إزالة \u2068${member}\u2069`,
  removalTitle: 'إزالة عضو',
  removalQuestion: ({ email }) => say`إزالة ${email}؟`,
  removalConsequence: ({ workspace }) =>
    say`سيفقد هذا العضو الوصول إلى ${workspace} خلال دقائق. ويبقى حسابه، ويمكنكم إضافته من جديد في أي وقت.`,
  keep: 'إلغاء',
}

export const allowedWays: Words['allowedWays'] = {
  titleOf: (workspace) => `تسجيل الدخول إلى \u2068${workspace}\u2069`,
  title: 'طرق تسجيل الدخول',
  explanation: ({ workspace }) =>
    say`لا يدخل الأعضاء إلى ${workspace} إلا بالطرق المحددة هنا. ومن سجّل الدخول بطريقة أخرى عليه تسجيل الدخول من جديد. لا تتغير العضويات ولا الأدوار. قبل الحفظ، اطلبوا من الجميع ربط طريقة مسموح بها ضمن «الأمان». بعد ذلك لا يستطيع ربطها لهم إلا فريق دعم المنصة.`,
  allowed: 'الطرق المسموح بها',
  secondFactorCounts: 'عامله الثاني مقبول هنا',
  save: 'حفظ',
  none: 'اختاروا طريقة واحدة على الأقل. وإلا فلن يتمكن أحد من الدخول.',
  own: (provider) =>
    `سجّلتم الدخول أنتم باستخدام \u2068${provider}\u2069. لإزالته من القائمة، سجّلوا الدخول أولًا بطريقة أخرى.`,
  gone: 'إحدى هذه الطرق لم تعد متاحة. اختاروا من جديد.',
}

export const tokens: Words['tokens'] = {
  titleOf: (workspace) => `رموز API في \u2068${workspace}\u2069`,
  refusals: {
    'not-a-name': 'أدخلوا اسمًا لا يزيد على 100 حرف، في سطر واحد.',
    'made-already':
      'سبق إنشاء هذا الرمز، لأن النموذج أُرسل مرتين. إن لم تنسخوا الرمز، فألغوه وأنشئوا رمزًا جديدًا.',
    'too-many': 'لدى مساحة العمل هذه 100 رمز بالفعل. ألغوا أحدها أولًا.',
  },
  notALifetime: (mostDays) =>
    `اختاروا مدة صلاحية بين يوم واحد و${write.plural(mostDays, {
      one: 'يوم واحد',
      two: 'يومين',
      few: `${mostDays} أيام`,
      many: `${mostDays} يومًا`,
      other: `${mostDays} يوم`,
    })}.`,
  revoked: 'تم إلغاء الرمز. لم يعد يعمل. تبقى الدعوات التي أرسلها مفتوحة. راجعوها ضمن «الأعضاء».',
  make: 'إنشاء رمز',
  explanation: ({ api }) =>
    say`تستخدم البرامج الرمز لاستدعاء ${api('API')} نيابةً عن مساحة العمل هذه. ويتوقف عن العمل إذا فقدتم دوركم هنا.`,
  name: 'الاسم',
  lasts: 'تنتهي الصلاحية بعد',
  submit: 'إنشاء',
  title: 'الرموز',
  none: 'لا توجد رموز بعد.',
  made: ({ token }) => say`تم إنشاء الرمز ${token}. انسخوه الآن. لن يظهر مرة أخرى.`,
  operator: 'فريق دعم المنصة',
  madeBy: ({ maker, at, endsAt }) => say`أنشأه ${maker} في ${at}، وتنتهي صلاحيته في ${endsAt}`,
  revoke: 'إلغاء',
  revokeThis: (token) => `إلغاء \u2068${token}\u2069`,
}
