import type { MailWords } from '../words.ts'

export const mail: MailWords['mail'] = {
  account: (email) => `الحساب: \u2068${email}\u2069`,
  wayIn: (provider) => `طريقة تسجيل الدخول: \u2068${provider}\u2069`,
  when: (at) => `الوقت: ${at}`,
  from: (ip, browser) => `من: \u2068${ip}\u2069 (${browser})`,
  expected: 'إن كنتم على علم بذلك، فلا داعي لفعل أي شيء.',
  security: 'أمان حسابكم:',
  requiredFrom: (workspace, at) => `تشترط \u2068${workspace}\u2069 المصادقة الثنائية ابتداءً من ${at}`,
  requiredSince: (workspace, at) => `تشترط \u2068${workspace}\u2069 المصادقة الثنائية منذ ${at}`,
  notEnabled:
    'لم تتموا إعدادها بعد. تبقى عضويتكم كما هي، لكن من ذلك الوقت لا يمكنكم دخول مساحة العمل حتى تتموا الإعداد.',
  questions: (workspace, contact) =>
    `للأسئلة: تواصلوا مع أحد مشرفي \u2068${workspace}\u2069، أو مع: \u2068${contact}\u2069.`,
  notEnabledYourself: 'أنتم أنفسكم لم تتموا إعدادها بعد:',
  policy: 'السياسة، ومن لم يتم الإعداد:',
  beware: 'لا يسجّل أي رابط في رسائلنا دخولكم ولا يطلب رمزًا: احذروا من أي رابط يفعل ذلك.',
}
