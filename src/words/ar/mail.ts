import type { MailWords } from '../words.ts'

export const mail: MailWords['mail'] = {
  account: (email) => `الحساب: \u2068${email}\u2069`,
  wayIn: (provider) => `طريقة تسجيل الدخول: \u2068${provider}\u2069`,
  passkey: (name) => `مفتاح المرور: \u2068${name}\u2069`,
  when: (at) => `الوقت: ${at}`,
  from: (ip, browser) => `من: \u2068${ip}\u2069 (${browser})`,
  expected: 'إن كنتم تتوقعون ذلك، فلا حاجة إلى فعل أي شيء.',
  security: 'راجعوا أمان حسابكم:',
  requiredFrom: (workspace, at) => `ستشترط \u2068${workspace}\u2069 المصادقة الثنائية ابتداءً من ${at}`,
  requiredSince: (workspace, at) => `تشترط \u2068${workspace}\u2069 المصادقة الثنائية منذ ${at}`,
  notEnabled: 'لم تُعدّوها بعد. ستبقون أعضاء، لكن ابتداءً من ذلك الوقت لا يمكنكم فتح مساحة العمل حتى تُعدّوها.',
  questions: (workspace, contact) =>
    `للأسئلة: تواصلوا مع أحد مشرفي \u2068${workspace}\u2069، أو مع \u2068${contact}\u2069.`,
  notEnabledYourself: 'لم تُعدّوها أنتم لحسابكم بعد:',
  policy: 'عرض السياسة، ومن لم يتموا الإعداد:',
  tokenExpires: (workspace, at) => `ينتهي أحد رموز الخدمة لمساحة ${workspace} في ${at}`,
  serviceToken: (name) => `رمز الخدمة: ${name}`,
  rotateToken:
    'بعد ذلك لن تتمكن البرامج التي تستخدمه من فتح مساحة العمل. جدّده للحصول على قيمة جديدة، أو احذفه إذا لم يكن شيء يستخدمه:',
  beware: 'الروابط في رسائلنا لا تسجّل دخولكم أبدًا ولا تطلب رمزًا أبدًا. لا تثقوا برابط يفعل ذلك.',
}
