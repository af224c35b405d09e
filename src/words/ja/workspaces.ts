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
  required: '二要素認証が必要です',
  requiredFrom: ({ at }) => say`${at} から二要素認証が必要です`,
  setUp: '設定する',
}

export const enforcement: Words['enforcement'] = {
  titleOf: (workspace) => `${workspace} のセキュリティ`,
  stale:
    'その間に、ほかの人がポリシーを変更しました。これが現在の内容です。確認して、必要であればもう一度保存してください。',
  invalid: 'いずれかの時期を選んでください。何も変更していません。',
  enableFirst: ({ enable }) =>
    say`ほかの人に二要素認証を求める前に、ご自身で有効にしてください。${enable('今すぐ有効にする')}`,
  enrolment: '設定状況',
  enrolled: '設定済み',
  enrolledOf: (enrolled, members) => `${enrolled} / ${members}`,
  pending: '未設定（期日まで）',
  overdue: '設定するまで入れません',
  vouchedFor: ({ providers }) =>
    say`前回 ${providers} から入り、そこで二要素目を確認したメンバーは、止められません。別の方法で入るまで、別に数えます。`,
  title: '二要素認証の必須化',
  off: 'オフ',
  scheduled: ({ at, badge }) => say`${badge('予定')} ${at} から。`,
  inEffect: ({ at, badge }) => say`${badge('有効')} ${at} から。`,
  require: 'すべてのメンバーに二要素認証を求める',
  timing: '開始時期',
  timings: { 0: 'すぐに', 3: '3 日後', 7: '7 日後', 14: '14 日後', 30: '30 日後' },
  update: '更新',
  preview: 'プレビュー',
}

const willBe = (blocked: number, members: number): string =>
  `メンバー ${members} 人中 ${blocked} 人が、設定するまで入れなくなります。`

export const policyEffects: Words['policyEffects'] = {
  lifted: '今後、設定を求められる人はいません。設定済みの人はそのままです。',
  block: (members) => `メンバー ${members} 人を今すぐブロックする`,
  stillOff: '設定は必須ではありません。保存しても何も変わりません。',
  unchangedSince: (since) =>
    `保存しても何も変わりません。${since} から二要素認証が必須で、全員が設定済みです。`,
  unchangedFrom: (from) =>
    `保存しても何も変わりません。${from} から二要素認証が必須になり、全員が設定済みです。`,
  unchangedBlockedSince: (since, blocked, members) =>
    `保存しても何も変わりません。${since} から、メンバー ${members} 人中 ${blocked} 人が、設定するまで入れません。`,
  unchangedBlockedFrom: (from, blocked, members) =>
    `保存しても何も変わりません。${from} から、${willBe(blocked, members)}`,
  nobodyNow: (members) =>
    `保存した時点で、メンバー ${members} 人全員に二要素目があり、入れなくなる人はいません。`,
  blockedNow: (blocked, members) => `保存した時点から、${willBe(blocked, members)}`,
  nobodyFrom: (from, members) =>
    `${from} から必須になります。現状では、メンバー ${members} 人全員に二要素目があり、入れなくなる人はいません。`,
  blockedFrom: (from, blocked, members) => `${from} から、${willBe(blocked, members)}`,
  untilThen: 'それまでは、入れない人はいません。',
}
