import { say } from '../sentence.ts'
import type { OutsideWords } from '../words.ts'

const links: OutsideWords['links'] = {
  signOut: 'تسجيل الخروج',
  tryAgain: 'المحاولة مرة أخرى',
  yourWorkspaces: 'مساحات عملكم',
}

const gate: OutsideWords['gate'] = {
  unknownHost: {
    title: 'لا توجد مساحة عمل بهذا العنوان',
    message: 'اسألوا من أعطاكم الرابط، أو ابدؤوا من مساحات عملكم.',
  },
  nothingHere: 'الصفحة غير موجودة',
  reserved: 'العناوين التي تبدأ بـ \u2068/.sallyport/\u2069 محجوزة لتسجيل الدخول. وهذا العنوان غير موجود.',
  toFrontPage: 'الانتقال إلى الصفحة الرئيسية',
  closedWay: 'لم يعد هذا الرابط يعمل',
  closedWayMeans:
    'يعمل الرابط مرة واحدة، لمدة دقيقة، وفي المتصفح الذي فتحتموه فيه فقط. ويجب أن يقبل ذلك المتصفح ملفات تعريف الارتباط. استخدموا الزر للمحاولة مرة أخرى.',
  framed: 'لا يمكن عرض هذا الجزء',
  framedMeans: (workspace) =>
    `قد تحتاجون إلى تسجيل الدخول مرة أخرى. هذا غير ممكن داخل صفحة أخرى. افتحوا \u2068${workspace}\u2069 في النافذة كاملة.`,
  signOutFramed: 'لا يمكن تسجيل الخروج إلا في النافذة كاملة.',
  open: (workspace) => `فتح \u2068${workspace}\u2069`,
  stepUpTitle: (workspace) => `تطلب \u2068${workspace}\u2069 تأكيد هويتكم`,
  stepUpMeans: 'حفاظًا على أمانكم، أكّدوا هويتكم أولًا. بعده تعودون إلى هنا.',
  stepUpForm: 'لم يُقبل ما أرسلتموه. أكّدوا هويتكم أولًا، ثم أرسلوا النموذج مرة أخرى.',
  stepUp: 'تأكيد الهوية',
  originTimeout: (workspace) => `تستغرق \u2068${workspace}\u2069 وقتًا طويلًا للاستجابة`,
  originUnreachable: (workspace) => `يتعذّر الوصول إلى \u2068${workspace}\u2069`,
  originFailed: 'الخدمة لا تستجيب. حاولوا مرة أخرى بعد بضع دقائق.',
  connectionLost: 'انقطع الاتصال',
  connectionLostMeans: (workspace) =>
    `انقطع الاتصال قبل أن تستجيب \u2068${workspace}\u2069. ربما لم يُحفظ ما أرسلتموه. تحققوا قبل إرساله مرة أخرى.`,
  roleRequired: 'لا يمكنكم فتح هذه الصفحة',
  roleRequiredMeans: (workspace) =>
    `لا تفتحها إلا أدوار معيّنة في \u2068${workspace}\u2069. يمكن لأحد المشرفين تغيير دوركم.`,
}

const trouble: OutsideWords['trouble'] = {
  incident: ({ number }) => say`إذا تكرر ذلك، فأبلغوا فريق دعم المنصة برقم الحادث ${number}.`,
  out_of_service: {
    title: 'هذه الخدمة غير متاحة الآن',
    message: 'لا يستطيع أحد تسجيل الدخول حتى يصلحها مشغّل الخدمة. يبيّن السجل ما هو ناقص أو خاطئ.',
  },
  store_unavailable: {
    title: 'يتعذّر الوصول إلى قاعدة البيانات',
    message:
      'حتى يعود الوصول إليها، لا يستطيع أحد تسجيل الدخول. ربما لم يُحفظ ما أرسلتموه. حاولوا مرة أخرى بعد دقيقة.',
  },
  internal_error: {
    title: 'حدث خطأ',
    message: 'هذا خطأ من جانبنا. حاولوا مرة أخرى.',
  },
}

export const outside: OutsideWords = {
  code: 'ar',
  direction: 'rtl',
  links,
  gate,
  trouble,
}
