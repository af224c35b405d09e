import type { AppliesTo } from '../../core/policy.ts'
import { say } from '../sentence.ts'
import type { PasskeyPolicyWords } from '../words.ts'
import { write } from './write.ts'

const people = (among?: AppliesTo): string => (among === 'admins' ? 'المالكين والمشرفين' : 'الأعضاء')

const everyoneHas = (members: number, among?: AppliesTo): string =>
  write.plural(members, {
    one: among === 'admins' ? 'لدى المالك الوحيد مفتاح مرور.' : 'لدى العضو الوحيد مفتاح مرور.',
    two: among === 'admins' ? 'لدى الاثنين مفتاح مرور.' : 'لدى العضوين مفتاح مرور.',
    other: `لدى ${people(among)} جميعًا (${members}) مفتاح مرور.`,
  })

const allHave = (among?: AppliesTo): string =>
  among === 'admins' ? 'وهو لدى جميع المالكين والمشرفين' : 'وهو لدى الجميع'

const willBe = (blocked: number, members: number, among?: AppliesTo): string =>
  `سيكون عدد ${people(among)} المحظورين حتى يضيفوا مفتاح مرور: ${blocked} من ${members}.`

const onAdmins = (among?: AppliesTo): string => (among === 'admins' ? ' على المالكين والمشرفين' : '')

export const passkeyPolicy: PasskeyPolicyWords = {
  panel: {
    title: 'اشتراط مفتاح مرور',
    why: 'لا يفيد الرمز المسروق أو المنقول مهاجمًا يحتاج إلى مفتاح مرور. ومن ليس لديه إلا تطبيق مصادقة يضيف مفتاح مرور ليدخل.',
    require: 'اشتراط مفتاح مرور',
    timing: 'موعد بدء اشتراط المفتاح',
    selfRecovery: 'يمكن للأعضاء الذين فقدوا كل العوامل الثانية استرداد حساباتهم بعد 72 ساعة دون مشرف',
    selfRecoveryHint: 'لا ينطبق ذلك على المالكين والمشرفين. بدون هذا الخيار يجب أن يوافق مشرفان.',
    appliesTo: 'يسري على',
    audiences: { everybody: 'الجميع', admins: 'المالكين والمشرفين' },
    addOwn: ({ workspace, add }) =>
      say`يمكنكم ضبط هذه السياسة دون مفتاح مرور. ولفتح ${workspace} بعد سريانها، تحتاجون أنتم أيضًا إلى مفتاح. ${add('إضافة مفتاح مرور')}`,
    withPasskey: 'بمفتاح مرور',
    withApp: 'بتطبيق فقط',
    share: (withPasskey, members) => `${withPasskey} من ${members} بمفتاح مرور`,
    lacking: (lacking, members, among) =>
      `عدد ${people(among)} الذين ليس لديهم مفتاح مرور بعد: ${lacking} من ${members}.`,
    who: 'عرض من ليس لديهم مفتاح مرور.',
    extended: (members) => `عدد الأعضاء الذين لديهم تمديد: ${members}.`,
  },
  effects: {
    lifted: 'لن يحتاج أحد إلى مفتاح مرور بعد الآن. ويحتفظ الأعضاء بالمفاتيح التي لديهم.',
    stillOff: 'لا تغييرات بعد. لا يحتاج أحد إلى مفتاح مرور.',
    unchangedSince: (since, among) => `لا تغييرات بعد. مفتاح المرور مطلوب منذ ${since}، ${allHave(among)}.`,
    unchangedFrom: (from, among) =>
      `لا تغييرات بعد. سيكون مفتاح المرور مطلوبًا ابتداءً من ${from}، ${allHave(among)}.`,
    unchangedBlockedSince: (since, blocked, members, among) =>
      `لا تغييرات بعد. مفتاح المرور مطلوب منذ ${since}. عدد ${people(among)} المحظورين حتى يضيفوا مفتاحًا: ${blocked} من ${members}.`,
    unchangedBlockedFrom: (from, blocked, members, among) =>
      `لا تغييرات بعد. ابتداءً من ${from}، ${willBe(blocked, members, among)}`,
    nobodyNow: (members, among) =>
      `سيكون مفتاح المرور مطلوبًا فور الحفظ. لن يُحظر أحد: ${everyoneHas(members, among)}`,
    blockedNow: (blocked, members, among) => `فور الحفظ، ${willBe(blocked, members, among)}`,
    nobodyFrom: (from, members, among) =>
      `سيكون مفتاح المرور مطلوبًا ابتداءً من ${from}. حتى الآن، لن يُحظر أحد: ${everyoneHas(members, among)}`,
    blockedFrom: (from, blocked, members, among) => `ابتداءً من ${from}، ${willBe(blocked, members, among)}`,
  },
  changes: {
    requiredFrom: ({ at }) => say`مفتاح المرور مطلوب ابتداءً من ${at}`,
    turnedOff: 'أُلغي اشتراط مفتاح المرور',
  },
  message: {
    scheduled: ({ at, workspace, host }, among) =>
      `ابتداءً من \u2068${at}\u2069 ستشترط \u2068${workspace}\u2069 (\u2068${host}\u2069) مفتاح مرور${onAdmins(among)}. يُرجى إضافة مفتاح قبل ذلك. وإلا فلن تتمكنوا من فتح \u2068${workspace}\u2069 حتى تضيفوه.`,
    inEffect: ({ at, workspace, host }, among) =>
      `تشترط \u2068${workspace}\u2069 (\u2068${host}\u2069) مفتاح مرور${onAdmins(among)} منذ \u2068${at}\u2069. إن لم يكن لديكم مفتاح بعد، فلا يمكنكم فتح \u2068${workspace}\u2069 حتى تضيفوه.`,
    howTo: (link) => `أضيفوا مفتاح مرور ببصمة الإصبع أو الوجه أو قفل الشاشة أو مفتاح أمان:
${link}`,
  },
  entrance: {
    promptTitle: (workspace) => `ستشترط \u2068${workspace}\u2069 مفتاح مرور`,
    prompt: ({ at, workspace, span }) =>
      say`ابتداءً من ${at}، لا يمكن فتح ${workspace} إلا بمفتاح مرور. الوقت المتبقي لإضافته: ${span}.`,
    whatItTakes: 'يستغرق ذلك دقيقة. يطلب منكم المتصفح بصمة الإصبع أو الوجه أو قفل الشاشة أو مفتاح أمان.',
    add: 'إضافة مفتاح مرور',
    blockedTitle: (workspace) => `تشترط \u2068${workspace}\u2069 مفتاح مرور`,
    blocked: ({ at }) =>
      say`منذ ${at}، لا يمكن فتح مساحة العمل هذه إلا بمفتاح مرور. أضيفوا مفتاحًا وستدخلون مباشرة.`,
    blockedOnceAdded: 'أضيفوا مفتاح مرور وستدخلون مباشرة.',
    notEnough: 'لا يكفي هنا رمز من التطبيق أو رمز استرداد. وما زال كلاهما صالحًا لتسجيل الدخول.',
    unaffected: ({ others }) =>
      say`ما زلتم أعضاء، بالدور نفسه. وتُفتح ${others('مساحات عملكم الأخرى')} كما من قبل.`,
    why: ({ workspace }) =>
      say`يشترط مشرفو ${workspace} مفتاح مرور. قد ينتزع أحد منكم رمزًا بالخداع. أما مفتاح المرور فلا يعمل إلا في هذا الموقع، فلا يستطيع أحد أن ينتزعه منكم.`,
  },
  own: {
    required: ({ workspace, at }) => say`تشترط ${workspace} مفتاح مرور منذ ${at}.`,
    requiredFrom: ({ workspace, at }) => say`ستشترط ${workspace} مفتاح مرور ابتداءً من ${at}.`,
    enrolWith: ({ workspace }) => say`تشترط ${workspace} مفتاح مرور. ولا يكفي فيها تطبيق مصادقة.`,
    enrolWithIfAdmin: ({ workspace }) =>
      say`تشترط ${workspace} مفتاح مرور على المالكين والمشرفين. ولا يكفيهم فيها تطبيق مصادقة.`,
  },
}
