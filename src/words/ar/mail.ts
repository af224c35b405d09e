import type { MailWords } from '../words.ts'

export const mail: MailWords['mail'] = {
  account: (email) => `الحساب: \u2068${email}\u2069`,
  wayIn: (provider) => `طريقة تسجيل الدخول: \u2068${provider}\u2069`,
  passkey: (name) => `مفتاح المرور: \u2068${name}\u2069`,
  when: (at) => `الوقت: ${at}`,
  from: (ip, browser) => `من: \u2068${ip}\u2069 (${browser})`,
  reported: (title) => `المُبلغ عنه: ${title}`,
  expected: 'إن كنتم تتوقعون ذلك، فلا حاجة إلى فعل أي شيء.',
  notMe: 'لم تكونوا أنتم؟ أبلغوا هنا خلال عشرة أيام. يؤدي ذلك إلى إلغاء التغيير أو إقفال حسابكم:',
  security: 'راجعوا أمان حسابكم:',
  requiredFrom: (workspace, demand, at) => `ستشترط \u2068${workspace}\u2069 ${demand} ابتداءً من ${at}`,
  requiredSince: (workspace, demand, at) => `تشترط \u2068${workspace}\u2069 ${demand} منذ ${at}`,
  factors: {
    'second-factor': 'المصادقة الثنائية',
    'phishing-resistant': 'مفتاح مرور',
  },
  notEnabled: 'لم تُعدّوها بعد. ستبقون أعضاء، لكن ابتداءً من ذلك الوقت لا يمكنكم فتح مساحة العمل حتى تُعدّوها.',
  noPasskey:
    'ليس لديكم مفتاح مرور بعد. ستبقون أعضاء، لكن ابتداءً من ذلك الوقت لا يمكنكم فتح مساحة العمل حتى تضيفوا مفتاحًا.',
  howToPasskey: (link) =>
    `مفتاح المرور مفتاح يحفظه لكم هاتفكم أو حاسوبكم أو مفتاح أمان. تفتحونه ببصمة الإصبع أو الوجه أو رمز PIN. لا يستطيع أحد أن يخدعكم لتسليمه. أضيفوا مفتاحًا هنا:
${link}`,
  extended: (at) => `منحكم أحد المشرفين مهلة إضافية. يسري ذلك عليكم ابتداءً من ${at}.`,
  questions: (workspace, contact) =>
    `للأسئلة: تواصلوا مع أحد مشرفي \u2068${workspace}\u2069، أو مع \u2068${contact}\u2069.`,
  notEnabledYourself: 'لم تُعدّوها أنتم لحسابكم بعد:',
  noPasskeyYourself: 'ليس لديكم أنتم مفتاح مرور بعد:',
  policy: 'عرض السياسة، ومن لم يتموا الإعداد:',
  policyPasskey: 'عرض السياسة، ومن ليس لديهم مفتاح مرور:',
  tokenExpires: (workspace, at) => `ينتهي أحد رموز الخدمة لمساحة ${workspace} في ${at}`,
  serviceToken: (name) => `رمز الخدمة: ${name}`,
  rotateToken:
    'بعد ذلك لن تتمكن البرامج التي تستخدمه من فتح مساحة العمل. جدّده للحصول على قيمة جديدة، أو احذفه إذا لم يكن شيء يستخدمه:',
  moreTime: (workspace, at) => `منحتكم \u2068${workspace}\u2069 مهلة إضافية حتى ${at}`,
  moreTimeOf: (workspace, at) => `مُنح أحد أعضاء \u2068${workspace}\u2069 مهلة إضافية حتى ${at}`,
  reason: (reason) => `السبب: \u2068${reason}\u2069`,
  reasonOnPage: 'السبب مذكور في الصفحة التي تقود إليها هذه الرسالة.',
  grantedBy: (name) => `منحها: \u2068${name}\u2069`,
  grantedByToken: 'منحها: أحد رموز API',
  seePolicies: 'عرض سياسات مساحة العمل:',
  links: {
    'password.forgotten': {
      subject: 'اختر كلمة مرور جديدة',
      lead: 'طلب شخص ما كلمة مرور جديدة لهذا الحساب. لاختيارها، افتح هذا الرابط. يعمل الرابط مرة واحدة ولمدة 60 دقيقة:',
      ignore: 'إذا لم تكن أنت من طلب ذلك، فتجاهل هذه الرسالة. ستبقى كلمة مرورك كما هي.',
    },
  },
  beware: 'لا نطلب منك أبدًا الرد بكلمة مرور أو رمز. قبل أن تكتب أيًا منهما، تحقّق من عنوان الصفحة.',
}
