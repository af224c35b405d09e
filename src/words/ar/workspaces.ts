import type { AppliesTo } from '../../core/policy.ts'
import { say } from '../sentence.ts'
import type { Words } from '../words.ts'
import { write } from './write.ts'

export const workspaces: Words['workspaces'] = {
  title: 'مساحات العمل',
  none: ({ email }) => say`لستم أعضاء في أي مساحة عمل بعد. اطلبوا من أحد المشرفين إضافة ${email}.`,
  settings: 'الإعدادات',
  settingsOf: (workspace) => `الإعدادات: \u2068${workspace}\u2069`,
  open: 'فتح',
  openThis: (workspace) => `فتح \u2068${workspace}\u2069`,
  leave: 'مغادرة',
  leaveThis: (workspace) => `مغادرة \u2068${workspace}\u2069`,
  left: 'غادرتم مساحة العمل. سينتهي وصولكم إليها خلال دقائق.',
  required: 'المصادقة الثنائية مطلوبة',
  requiredFrom: ({ at }) => say`المصادقة الثنائية مطلوبة ابتداءً من ${at}`,
  setUp: 'إعدادها',
  passkeyRequired: 'مفتاح المرور مطلوب',
  passkeyRequiredFrom: ({ at }) => say`مفتاح المرور مطلوب ابتداءً من ${at}`,
  addPasskey: 'إضافة مفتاح',
}

export const enforcement: Words['enforcement'] = {
  titleOf: (workspace) => `أمان \u2068${workspace}\u2069`,
  stale:
    'غيّر شخص آخر السياسة للتو. راجعوا وضعها الحالي أدناه، ثم حدّثوها مرة أخرى إن كنتم ما زلتم تريدون ذلك.',
  invalid: 'اختاروا موعد السريان. لم يتغير شيء.',
  enableFirst: ({ enable }) =>
    say`لاشتراط المصادقة الثنائية على الآخرين، فعّلوها أولًا لأنفسكم. ${enable('التفعيل الآن')}`,
  enrolment: 'حالة الإعداد',
  enrolled: 'تم الإعداد',
  enrolledOf: (enrolled, members) => `${enrolled} من ${members}`,
  pending: 'لم يتم الإعداد بعد',
  overdue: 'محظورون حتى الإعداد',
  vouchedFor: ({ providers }) =>
    say`الأعضاء الذين يسجّلون الدخول باستخدام ${providers} ويستعملون عاملًا ثانيًا هناك لا يلزمهم الإعداد هنا. ويُحتسبون ضمن «عامل ثانٍ لدى المزوّد».`,
  title: 'اشتراط المصادقة الثنائية',
  off: 'معطّل',
  scheduled: ({ at, badge }) => say`${badge('مجدول')} ابتداءً من ${at}.`,
  inEffect: ({ at, badge }) => say`${badge('سارٍ')} منذ ${at}.`,
  require: 'اشتراط المصادقة الثنائية',
  timing: 'موعد السريان',
  timings: { 0: 'فورًا', 3: 'بعد 3 أيام', 7: 'بعد 7 أيام', 14: 'بعد 14 يومًا', 30: 'بعد 30 يومًا' },
  update: 'تحديث',
  preview: 'معاينة',
}

const people = (among?: AppliesTo): string => (among === 'admins' ? 'المالكين والمشرفين' : 'الأعضاء')

const allHave = (among?: AppliesTo): string =>
  among === 'admins' ? 'وهي لدى جميع المالكين والمشرفين' : 'وهي لدى الجميع'

const everyoneHas = (members: number, among?: AppliesTo): string =>
  write.plural(members, {
    one: among === 'admins' ? 'لدى المالك الوحيد عامل ثانٍ.' : 'لدى العضو الوحيد عامل ثانٍ.',
    two: among === 'admins' ? 'لدى الاثنين عامل ثانٍ.' : 'لدى العضوين عامل ثانٍ.',
    other: `لدى ${people(among)} جميعًا (${members}) عامل ثانٍ.`,
  })

const blockedOf = (blocked: number, members: number, among?: AppliesTo): string =>
  `عدد ${people(among)} المحظورين حتى يتموا الإعداد: ${blocked} من ${members}.`

const willBe = (blocked: number, members: number, among?: AppliesTo): string =>
  `سيكون عدد ${people(among)} المحظورين حتى يتموا الإعداد: ${blocked} من ${members}.`

export const policyEffects: Words['policyEffects'] = {
  lifted: 'لن يلزم أحدًا الإعداد بعد الآن. ويبقى الأعضاء الذين أتموه كما هم.',
  block: (members) =>
    write.plural(members, {
      one: `حظر عضو واحد (${members}) الآن`,
      two: `حظر عضوين (${members}) الآن`,
      few: `حظر ${members} أعضاء الآن`,
      many: `حظر ${members} عضوًا الآن`,
      other: `حظر ${members} عضو الآن`,
    }),
  stillOff: 'لا تغييرات بعد. لا يلزم أحدًا الإعداد.',
  unchangedSince: (since, among) =>
    `لا تغييرات بعد. المصادقة الثنائية مطلوبة منذ ${since}، ${allHave(among)}.`,
  unchangedFrom: (from, among) =>
    `لا تغييرات بعد. ستكون المصادقة الثنائية مطلوبة ابتداءً من ${from}، ${allHave(among)}.`,
  unchangedBlockedSince: (since, blocked, members, among) =>
    `لا تغييرات بعد. المصادقة الثنائية مطلوبة منذ ${since}. ${blockedOf(blocked, members, among)}`,
  unchangedBlockedFrom: (from, blocked, members, among) =>
    `لا تغييرات بعد. ابتداءً من ${from}، ${willBe(blocked, members, among)}`,
  nobodyNow: (members, among) =>
    `ستكون المصادقة الثنائية مطلوبة فور الحفظ. لن يُحظر أحد: ${everyoneHas(members, among)}`,
  blockedNow: (blocked, members, among) => `فور الحفظ، ${willBe(blocked, members, among)}`,
  nobodyFrom: (from, members, among) =>
    `ستكون المصادقة الثنائية مطلوبة ابتداءً من ${from}. حتى الآن، لن يُحظر أحد: ${everyoneHas(members, among)}`,
  blockedFrom: (from, blocked, members, among) => `ابتداءً من ${from}، ${willBe(blocked, members, among)}`,
  untilThen: 'حتى ذلك الحين لا يُحظر أحد.',
}
