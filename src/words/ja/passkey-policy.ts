import type { AppliesTo } from '../../core/policy.ts'
import { say } from '../sentence.ts'
import type { PasskeyPolicyWords } from '../words.ts'

const people = (among?: AppliesTo): string => (among === 'admins' ? '所有者と管理者' : 'メンバー')

const allHave = (among?: AppliesTo): string =>
  among === 'admins' ? '所有者と管理者の全員が持っています' : '全員が持っています'

const willBe = (blocked: number, members: number, among?: AppliesTo): string =>
  `${people(among)} ${members} 人中 ${blocked} 人が、パスキーを追加するまでブロックされます。`

export const passkeyPolicy: PasskeyPolicyWords = {
  panel: {
    title: 'パスキーの必須化',
    why: 'パスキーが必要であれば、コードを盗んだり中継したりしても攻撃者は入れません。認証アプリだけを使っている人は、パスキーを追加すると入れます。',
    require: 'パスキーを求める',
    timing: 'パスキーの開始時期',
    selfRecovery:
      '二要素認証の手段をすべてなくしたメンバーは、管理者なしで 72 時間後にアカウントを回復できる',
    selfRecoveryHint: '所有者と管理者は対象外です。これを選ばない場合は、2 人の管理者の承認が必要です。',
    appliesTo: '対象',
    audiences: { everybody: '全員', admins: '所有者と管理者' },
    addOwn: ({ workspace, add }) =>
      say`このポリシーはパスキーがなくても設定できます。ただし、実施後に ${workspace} を開くには、ご自身のパスキーが必要です。${add('パスキーを追加する')}`,
    withPasskey: 'パスキーあり',
    withApp: 'アプリのみ',
    share: (withPasskey, members) => `${members} 人中 ${withPasskey} 人がパスキーを使っています`,
    lacking: (lacking, members, among) =>
      `${people(among)} ${members} 人中 ${lacking} 人が、まだパスキーを持っていません。`,
    who: 'パスキーのない人を表示する。',
    extended: (members) => `メンバー ${members} 人の期限を延長しています。`,
  },
  effects: {
    lifted: '今後、誰にもパスキーは必要ありません。メンバーのパスキーはそのまま残ります。',
    stillOff: 'まだ変更はありません。パスキーは必須ではありません。',
    unchangedSince: (since, among) =>
      `まだ変更はありません。${since} からパスキーが必須で、${allHave(among)}。`,
    unchangedFrom: (from, among) =>
      `まだ変更はありません。${from} からパスキーが必須になり、${allHave(among)}。`,
    unchangedBlockedSince: (since, blocked, members, among) =>
      `まだ変更はありません。${since} からパスキーが必須です。${people(among)} ${members} 人中 ${blocked} 人が、追加するまでブロックされています。`,
    unchangedBlockedFrom: (from, blocked, members, among) =>
      `まだ変更はありません。${from} から、${willBe(blocked, members, among)}`,
    nobodyNow: (members, among) =>
      `保存するとすぐに、パスキーが必須になります。${people(among)} ${members} 人全員が持っているため、ブロックされる人はいません。`,
    blockedNow: (blocked, members, among) => `保存するとすぐに、${willBe(blocked, members, among)}`,
    nobodyFrom: (from, members, among) =>
      `${from} から、パスキーが必須になります。現時点では、${people(among)} ${members} 人全員が持っているため、ブロックされる人はいません。`,
    blockedFrom: (from, blocked, members, among) => `${from} から、${willBe(blocked, members, among)}`,
  },
  changes: {
    requiredFrom: ({ at }) => say`${at} からパスキーが必須`,
    turnedOff: 'パスキーの必須を解除',
  },
  message: {
    scheduled: ({ at, workspace, host }, among) =>
      `${at} から、${workspace}（${host}）では${among === 'admins' ? '所有者と管理者に' : ''}パスキーが必須になります。それまでに追加してください。追加しないと、追加が終わるまで ${workspace} を開けなくなります。`,
    inEffect: ({ at, workspace, host }, among) =>
      `${at} から、${workspace}（${host}）では${among === 'admins' ? '所有者と管理者に' : ''}パスキーが必須です。まだ持っていない場合は、追加するまで ${workspace} を開けません。`,
    howTo: (link) => `指紋、顔、画面ロック、またはセキュリティキーで、パスキーを追加できます。
${link}`,
  },
  entrance: {
    promptTitle: (workspace) => `${workspace} ではパスキーが必須になります`,
    prompt: ({ at, workspace, span }) =>
      say`${at} 以降、${workspace} を開けるのはパスキーを使っている人だけになります。追加できる残り時間：${span}。`,
    whatItTakes:
      '1 分で終わります。ブラウザーの案内に従い、指紋、顔、画面ロック、またはセキュリティキーを使ってください。',
    add: 'パスキーを追加する',
    blockedTitle: (workspace) => `${workspace} ではパスキーが必須です`,
    blocked: ({ at }) =>
      say`${at} から、このワークスペースを開けるのはパスキーを使っている人だけです。追加すると、すぐに入れます。`,
    blockedOnceAdded: 'パスキーを追加すると、すぐに入れます。',
    notEnough: 'ここでは、アプリのコードや回復コードだけでは入れません。サインインには引き続き使えます。',
    unaffected: ({ others }) =>
      say`あなたは今もメンバーで、役割も変わりません。${others('ほかのワークスペース')}はこれまでどおり開けます。`,
    why: ({ workspace }) =>
      say`${workspace} の管理者がパスキーを求めています。コードはだまし取られることがあります。パスキーはこのサイトでしか使えないため、だまし取られることがありません。`,
  },
  own: {
    required: ({ workspace, at }) => say`${workspace} では ${at} からパスキーが必須です。`,
    requiredFrom: ({ workspace, at }) => say`${workspace} では ${at} からパスキーが必須になります。`,
    enrolWith: ({ workspace }) => say`${workspace} ではパスキーが必須です。認証アプリだけでは入れません。`,
    enrolWithIfAdmin: ({ workspace }) =>
      say`${workspace} では、所有者と管理者にパスキーが必須です。所有者と管理者は、認証アプリだけでは入れません。`,
  },
}
