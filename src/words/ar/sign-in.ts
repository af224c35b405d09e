import { say } from '../sentence.ts'
import type { Words } from '../words.ts'

export const signIn: Words['signIn'] = {
  title: 'تسجيل الدخول',
  toContinueTo: ({ workspace }) => say`للمتابعة إلى ${workspace}`,
  fresh: 'حفاظًا على أمانكم، سجّلوا الدخول مرة أخرى قبل تغيير طريقة تسجيل الدخول.',
  expired: 'استغرق ذلك وقتًا طويلًا. يُرجى تسجيل الدخول مرة أخرى.',
  alreadySignedIn: ({ email, goOn }) =>
    say`سجّلتم الدخول باسم ${email}. ${goOn('تابعوا')}، أو سجّلوا الدخول بحساب آخر.`,
  wrongCredentials: 'البريد الإلكتروني أو كلمة المرور غير صحيحة.',
  email: 'البريد الإلكتروني',
  password: 'كلمة المرور',
  submit: 'تسجيل الدخول',
  forgotten: ({ contact }) => say`نسيتم كلمة المرور؟ تواصلوا مع ${contact} للحصول على كلمة جديدة.`,
  forgottenLink: 'نسيتم كلمة المرور؟',
  passwordChosen: 'تغيّرت كلمة المرور. سجّلوا الدخول بكلمة المرور الجديدة.',
  noWay: 'لا تتوفر الآن طريقة لتسجيل الدخول إلى مساحة العمل هذه. تواصلوا مع أحد مشرفيها.',
  otherWays: 'طرق أخرى لتسجيل الدخول',
  or: 'أو',
  anotherAccount: ({ provider }) => say`استخدام حساب ${provider} آخر`,
  continueWith: ({ provider }) => say`المتابعة باستخدام ${provider}`,
}

export const signOut: Words['signOut'] = {
  title: 'تسجيل الخروج',
  question: 'تسجيل الخروج؟',
  consequence: ({ email }) =>
    say`سجّلتم الدخول باسم ${email}. سيتم تسجيل خروجكم من كل مساحات العمل في هذا المتصفح.`,
  submit: 'تسجيل الخروج',
  stay: 'البقاء مسجّلي الدخول',
  doneTitle: 'تم تسجيل الخروج',
  done: 'تم تسجيل خروجكم',
  closing: (span) =>
    `قد تبقى مساحات العمل التي استعملتموها تعمل في هذا المتصفح (المدة القصوى: ${span}). بعد ذلك ستطلب منكم تسجيل الدخول.`,
  atProvider: ({ provider, signOut }) =>
    say`ربما ما زلتم مسجّلي الدخول لدى ${provider}. على جهاز مشترك، ${signOut(say`سجّلوا الخروج من ${provider} أيضًا`)}.`,
  stillAtProvider: ({ provider }) =>
    say`ربما ما زلتم مسجّلي الدخول لدى ${provider}. على جهاز مشترك، سجّلوا الخروج هناك أيضًا.`,
  signIn: 'تسجيل الدخول',
}

export const providerRefusals: Words['providerRefusals'] = {
  cancelled: (provider) =>
    `لم تُكملوا تسجيل الدخول باستخدام ${provider}. حاولوا مرة أخرى، أو سجّلوا الدخول بطريقة أخرى.`,
  unavailable: (provider) =>
    `يتعذّر الوصول إلى ${provider} الآن. حاولوا مرة أخرى بعد دقيقة، أو سجّلوا الدخول بطريقة أخرى.`,
  'not-completed': (provider) =>
    `لم ينجح تسجيل الدخول باستخدام ${provider}. ربما استغرق وقتًا طويلًا، أو بدأ في علامة تبويب أخرى أو متصفح آخر. حاولوا مرة أخرى.`,
  throttled: (provider) =>
    `فشل عدد كبير جدًا من عمليات تسجيل الدخول باستخدام ${provider} من شبكتكم. انتظروا دقيقة ثم حاولوا مرة أخرى.`,
  'not-fresh': (provider) =>
    `لهذه الخطوة، يجب أن يطلب منكم ${provider} تسجيل الدخول من جديد، لكنه لم يفعل. سجّلوا الخروج منه ثم حاولوا مرة أخرى.`,
  'no-account': (provider, contact) =>
    `سجّلتم الدخول باستخدام ${provider}، لكن ليس لديكم حساب هنا بعد. للحصول على حساب، تواصلوا مع \u2068${contact}\u2069.`,
  'address-taken': (provider, contact) =>
    `يوجد حساب ببريدكم الإلكتروني بالفعل. سجّلوا الدخول كما في السابق، ثم اربطوا ${provider} ضمن «الأمان». أو تواصلوا مع \u2068${contact}\u2069.`,
  'address-unusable': (provider, contact) =>
    `لم يعطنا ${provider} بريدًا إلكترونيًا مؤكَّدًا، ولذلك لا يمكنكم تسجيل الدخول به. تواصلوا مع \u2068${contact}\u2069.`,
  'already-linked': (provider) =>
    `حساب ${provider} هذا مرتبط بحساب آخر هنا. ألغوا ربطه هناك أولًا، أو استخدموا حساب ${provider} آخر.`,
  'link-ended': (provider) =>
    `لم يُربط ${provider}. سجّلتم الدخول أو الخروج في هذه الأثناء، أو استغرق ذلك أكثر من عشر دقائق. حاولوا مرة أخرى.`,
}
