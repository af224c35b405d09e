import type { AppliesTo } from '../../core/policy.ts'
import { say } from '../sentence.ts'
import type { Words } from '../words.ts'

export const workspaces: Words['workspaces'] = {
  title: 'ワークスペース',
  none: ({ email }) =>
    say`まだどのワークスペースのメンバーでもありません。管理者に ${email} の追加を依頼してください。`,
  settings: '設定',
  settingsOf: (workspace) => `${workspace} の設定`,
  open: '開く',
  openThis: (workspace) => `${workspace} を開く`,
  leave: '退出',
  leaveThis: (workspace) => `${workspace} から退出`,
  left: 'ワークスペースから退出しました。数分以内にアクセスできなくなります。',
  required: '二要素認証が必須です',
  requiredFrom: ({ at }) => say`${at} から二要素認証が必須です`,
  setUp: '設定する',
  passkeyRequired: 'パスキーが必須です',
  passkeyRequiredFrom: ({ at }) => say`${at} からパスキーが必須です`,
  addPasskey: '追加する',
}

export const enforcement: Words['enforcement'] = {
  titleOf: (workspace) => `${workspace} のセキュリティ`,
  stale: 'ほかの人がポリシーを変更しました。下で現在の内容を確認し、必要であればもう一度更新してください。',
  invalid: '開始時期を選んでください。何も変更していません。',
  enableFirst: ({ enable }) =>
    say`ほかの人に二要素認証を求めるには、先にご自身で有効にしてください。${enable('今すぐ有効にする')}`,
  enrolment: '設定状況',
  enrolled: '設定済み',
  enrolledOf: (enrolled, members) => `${enrolled} / ${members}`,
  pending: 'まだ未設定',
  overdue: '設定するまでブロック中',
  vouchedFor: ({ providers }) =>
    say`${providers} でサインインし、そこで二要素認証を使っているメンバーは、ここで設定する必要はありません。「プロバイダーで二要素認証」として集計されます。`,
  title: '二要素認証の必須化',
  off: 'オフ',
  scheduled: ({ at, badge }) => say`${badge('予定')} ${at} から`,
  inEffect: ({ at, badge }) => say`${badge('実施中')} ${at} から`,
  require: '二要素認証を求める',
  timing: '開始時期',
  timings: { 0: 'すぐに', 3: '3 日後', 7: '7 日後', 14: '14 日後', 30: '30 日後' },
  update: '更新',
  preview: 'プレビュー',
}

const people = (among?: AppliesTo): string => (among === 'admins' ? '所有者と管理者' : 'メンバー')

const allHave = (among?: AppliesTo): string =>
  among === 'admins' ? '所有者と管理者の全員が使っています' : '全員が使っています'

const willBe = (blocked: number, members: number, among?: AppliesTo): string =>
  `${people(among)} ${members} 人中 ${blocked} 人が、設定するまでブロックされます。`

export const policyEffects: Words['policyEffects'] = {
  lifted: '今後、誰も設定する必要はありません。設定済みのメンバーはそのままです。',
  block: (members) => `メンバー ${members} 人を今すぐブロックする`,
  stillOff: 'まだ変更はありません。設定は必須ではありません。',
  unchangedSince: (since, among) =>
    `まだ変更はありません。${since} から二要素認証が必須で、${allHave(among)}。`,
  unchangedFrom: (from, among) =>
    `まだ変更はありません。${from} から二要素認証が必須になり、${allHave(among)}。`,
  unchangedBlockedSince: (since, blocked, members, among) =>
    `まだ変更はありません。${since} から二要素認証が必須です。${people(among)} ${members} 人中 ${blocked} 人が、設定するまでブロックされています。`,
  unchangedBlockedFrom: (from, blocked, members, among) =>
    `まだ変更はありません。${from} から、${willBe(blocked, members, among)}`,
  nobodyNow: (members, among) =>
    `保存するとすぐに、二要素認証が必須になります。${people(among)} ${members} 人全員が使っているため、ブロックされる人はいません。`,
  blockedNow: (blocked, members, among) => `保存するとすぐに、${willBe(blocked, members, among)}`,
  nobodyFrom: (from, members, among) =>
    `${from} から、二要素認証が必須になります。現時点では、${people(among)} ${members} 人全員が使っているため、ブロックされる人はいません。`,
  blockedFrom: (from, blocked, members, among) => `${from} から、${willBe(blocked, members, among)}`,
  untilThen: 'それまでは、誰もブロックされません。',
}
