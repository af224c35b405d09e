import { say } from '../sentence.ts'
import type { Words } from '../words.ts'

export const enter: Words['enter'] = {
  promptTitle: (workspace) => `${workspace} では二要素認証が必須になります`,
  prompt: ({ at, workspace, span }) =>
    say`${at} 以降、${workspace} を開けるのは二要素認証を使っている人だけになります。設定できる残り時間：${span}。`,
  whatItTakes:
    '2 分で終わります。パスキーを使うか、スマートフォンのアプリで QR コードを読み取り、表示されるコードを入力してください。',
  later: '後で通知する',
  whyText: ({ workspace }) =>
    say`${workspace} の管理者が、二要素認証を求めています。パスワードが盗まれても、それだけでは入れなくなります。`,
  facts: {
    workspace: 'ワークスペース',
    host: 'アドレス',
    role: 'あなたの役割',
    from: '必須になる日時',
    since: '必須になった日時',
    left: '残り時間',
  },
  unsavedTitle: 'フォームは保存されませんでした',
  unsaved: ({ workspace }) => say`${workspace} に送信した内容は保存されませんでした。`,
  unsavedWhy: ({ workspace }) =>
    say`先にサインインを確認する必要があったため、送信した内容は ${workspace} に届いていません。続けて、もう一度送信してください。`,
  continueTo: ({ workspace }) => say`${workspace} に進む`,
  setUpNow: '今すぐ設定する',
  notProvedThere: ({ provider }) =>
    say`サインインのとき、${provider} では二要素認証が確認されませんでした。そちらで二要素認証を使っている場合は、そちらで確認すると、すぐに入れます。使っていない場合は、ここで設定してください。`,
  proveThere: ({ provider }) => say`${provider} で確認する`,
  blockedTitle: (workspace) => `${workspace} では二要素認証が必須です`,
  blocked: ({ at }) =>
    say`${at} から、このワークスペースを開けるのは二要素認証を使っている人だけです。設定すると、すぐに入れます。`,
  blockedOnceEnabled: '設定すると、すぐに入れます。',
  unaffected: ({ others }) =>
    say`あなたは今もメンバーで、役割も変わりません。${others('ほかのワークスペース')}には影響ありません。`,
  notAMemberTitle: (workspace) => `${workspace} のメンバーではありません`,
  notAMember: ({ email, workspace }) =>
    say`${email} としてサインインしています。${workspace} の管理者に追加を依頼するか、別のアカウントを使ってください。`,
  useAnotherAccount: '別のアカウントを使う',
  otherWayTitle: (workspace) => `${workspace} を開くには、別の方法でサインインしてください`,
  noWayOpen: ({ provider }) =>
    say`${provider}でサインインしましたが、このワークスペースではこの方法が許可されていません。許可されている方法は、現在どれも使えません。管理者にお問い合わせください。`,
  otherWays: ({ provider, workspace, ways }) =>
    say`${provider}でサインインしましたが、${workspace} ではこの方法が許可されていません。代わりに ${ways} でサインインしてください。`,
  mustBelong: ({ email, what, others }) =>
    say`選ぶ方法は、あなたのアカウント（${email}）に連携されている必要があります。${what('連携している方法を見る')}。まだ連携していない場合は、プラットフォームのサポート担当に連携を依頼してください。または、${others('ほかのワークスペース')}に進んでください。`,
}
