import { say } from '../sentence.ts'
import type { Words } from '../words.ts'

export const layout: Words['layout'] = {
  skip: 'الانتقال إلى المحتوى',
  mainNavigation: 'التنقل الرئيسي',
  workspaces: 'مساحات العمل',
  security: 'الأمان',
  signedInAs: ({ email }) => say`تم تسجيل الدخول باسم ${email}`,
  language: 'اللغة',
  notNow: 'ليس الآن',
  pages: 'الصفحات',
  back: 'السابق',
  more: 'التالي',
  whyAsked: 'لماذا يُطلب مني ذلك؟',
  operator: 'فريق دعم المنصة',
  supportAddress: ({ address }) => say`${address}`,
  password: 'كلمة المرور',
  roles: { owner: 'مالك', admin: 'مشرف', member: 'عضو' },
  browser: 'متصفح غير معروف',
  browserOn: (browser, system) => `${browser} على ${system}`,
  workspaceAt: ({ workspace, host }) => say`${workspace} (${host})`,
  copy: 'نسخ',
  copied: 'تم النسخ',
  notCopied: 'تعذّر النسخ',
  yourTime: '(بتوقيتكم المحلي)',
  securedBy: ({ product }) => `محمي بواسطة \u2068${product}\u2069`,
  tooManyAttempts: ({ span }) => say`محاولات كثيرة جدًا. انتظروا ثم حاولوا مرة أخرى. مدة الانتظار: ${span}.`,
}

export const settings: Words['settings'] = {
  account: 'إعدادات الحساب',
  accountTabs: { security: 'الأمان', sessions: 'الجلسات' },
  workspace: ({ workspace }) => say`إعدادات ${workspace}`,
  workspaceSettings: 'الإعدادات',
  workspaceTabs: {
    security: 'الأمان',
    'sign-in': 'تسجيل الدخول',
    appearance: 'المظهر',
    members: 'الأعضاء',
    access: 'الوصول',
    tokens: 'رموز API',
    audit: 'سجل التدقيق',
  },
  saved: 'تم الحفظ. يسري ذلك في كل مكان خلال دقيقة.',
  notSaved: 'لم يُحفظ بعد. راجعوا النموذج ثم احفظوه.',
}
