import { say } from '../sentence.ts'
import type { Words } from '../words.ts'

export const signIn: Words['signIn'] = {
  title: 'تسجيل الدخول',
  toContinueTo: ({ workspace }) => say`للمتابعة إلى ${workspace}`,
  fresh: 'حفاظًا على أمانكم، سجّلوا الدخول مرة أخرى قبل تغيير طريقة تسجيل الدخول.',
  expired: 'مضى بعض الوقت. يُرجى تسجيل الدخول من جديد.',
  alreadySignedIn: ({ email, goOn }) =>
    say`تم تسجيل دخولكم باسم ${email}. ${goOn('المتابعة')}، أو سجّلوا الدخول بحساب آخر.`,
  wrongCredentials: 'البريد الإلكتروني وكلمة المرور غير متطابقين. تحققوا منهما وحاولوا مرة أخرى.',
  email: 'البريد الإلكتروني',
  password: 'كلمة المرور',
  submit: 'تسجيل الدخول',
  forgotten: ({ contact }) => say`نسيتم كلمة المرور؟ اطلبوا كلمة جديدة من: ${contact}.`,
  noWay: 'لا توجد طريقة متاحة لتسجيل الدخول إلى مساحة العمل هذه. اسألوا أحد مشرفيها.',
  otherWays: 'طرق أخرى لتسجيل الدخول',
  or: 'أو',
  anotherAccount: ({ provider }) => say`استخدام حساب آخر لدى ${provider}`,
  continueWith: ({ provider }) => say`المتابعة باستخدام ${provider}`,
}

export const signOut: Words['signOut'] = {
  title: 'تسجيل الخروج',
  question: 'تسجيل الخروج؟',
  consequence: ({ email }) =>
    say`تم تسجيل دخولكم باسم ${email}. تسجيل الخروج ينهي وصول هذا المتصفح إلى كل مساحات العمل.`,
  submit: 'تسجيل الخروج',
  stay: 'البقاء قيد تسجيل الدخول',
  doneTitle: 'تم تسجيل الخروج',
  done: 'تم تسجيل خروجكم',
  closing: (span) =>
    `قد تظل علامات تبويب مساحات العمل الأخرى تعمل قليلًا (المدة القصوى: ${span}). بعد ذلك تطلب منكم تسجيل الدخول.`,
  atProvider: ({ provider, signOut }) =>
    say`ربما ما زلتم قيد تسجيل الدخول لدى ${provider}. على جهاز يستخدمه آخرون، ${signOut(say`سجّلوا الخروج من ${provider} أيضًا`)}.`,
  stillAtProvider: ({ provider }) =>
    say`ربما ما زلتم قيد تسجيل الدخول لدى ${provider}. على جهاز يستخدمه آخرون، سجّلوا الخروج هناك أيضًا.`,
  signIn: 'تسجيل الدخول',
}

export const providerRefusals: Words['providerRefusals'] = {
  cancelled: (provider) => `لم يكتمل تسجيل الدخول لدى ${provider}. حاولوا مرة أخرى، أو اختاروا طريقة أخرى.`,
  unavailable: (provider) =>
    `يتعذّر الوصول إلى ${provider} الآن. حاولوا مرة أخرى بعد دقيقة، أو اختاروا طريقة أخرى.`,
  'not-completed': (provider) =>
    `لم يتم تسجيل الدخول باستخدام ${provider}. يحدث ذلك إذا استغرق وقتًا طويلًا، أو بدأ في علامة تبويب أخرى أو متصفح آخر. حاولوا مرة أخرى.`,
  throttled: (provider) =>
    `لم يتم عدد كبير من عمليات تسجيل الدخول باستخدام ${provider} من شبكتكم. انتظروا دقيقة وحاولوا مرة أخرى.`,
  'not-fresh': (provider) =>
    `للخطوة التالية يجب أن يتحقق ${provider} من هويتكم من جديد، ولم يحدث ذلك. سجّلوا الخروج هناك وحاولوا مرة أخرى.`,
  'no-account': (provider, contact) =>
    `تعرّف ${provider} عليكم، لكن لا يوجد لكم حساب هنا بعد. للحصول على حساب، تواصلوا مع: ${contact}.`,
  'address-taken': (provider, contact) =>
    `يوجد حساب ببريدكم الإلكتروني بالفعل، ولا يجوز أن يفتحه ${provider} وحده. سجّلوا الدخول كما في السابق، واربطوا ${provider} ضمن «الأمان»؛ أو تواصلوا مع: ${contact}.`,
  'address-unusable': (provider, contact) =>
    `لم يقدّم ${provider} بريدًا إلكترونيًا يمكن استخدامه هنا: يجب أن يكون قد تم التحقق منه هناك. تواصلوا مع: ${contact}.`,
  'already-linked': (provider) =>
    `تسجيل الدخول هذا لدى ${provider} مرتبط هنا بحساب آخر. ألغوا ربطه هناك أولًا، أو سجّلوا الدخول لدى ${provider} بحساب آخر.`,
  'link-ended': (provider) =>
    `لم يُربط شيء: سجّلتم الدخول أو الخروج في الطريق إلى ${provider}، أو استغرق الأمر أكثر من عشر دقائق. حاولوا مرة أخرى.`,
}
