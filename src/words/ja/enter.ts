import { say } from '../sentence.ts'
import type { Words } from '../words.ts'

export const enter: Words['enter'] = {
  promptTitle: (workspace) => `${workspace} は二要素認証を求めています`,
  prompt: ({ at, workspace, span }) =>
    say`${at} 以降、${workspace} に入れるのは二要素認証を有効にした人だけになります。残り時間：${span}。`,
  whatItTakes: '2 分で終わります。電話のアプリで QR コードを読み取り、表示されるコードを入力してください。',
  later: '後で通知する',
  whyText: ({ workspace }) =>
    say`${workspace} の管理者は、盗まれたパスワードだけで入られないよう、すべてのメンバーに二要素認証を求めています。`,
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
    say`先にサインインを確認する必要があったため、内容は ${workspace} に届いていません。続けて、もう一度送信してください。`,
  continueTo: ({ workspace }) => say`${workspace} に進む`,
  setUpNow: '今すぐ設定する',
  notProvedThere: ({ provider }) =>
    say`サインインの際、${provider} から二要素認証を確認したという連絡がありませんでした。${provider} で二要素認証を使っている場合は、そちらで確認すると、すぐに入れます。使っていない場合は、ここで設定してください。`,
  proveThere: ({ provider }) => say`${provider} で確認する`,
  blockedTitle: (workspace) => `${workspace} には二要素認証が必要です`,
  blocked: ({ at }) =>
    say`${at} 以降、入れるのは二要素認証を有効にした人だけです。有効にすると、すぐに入れます。`,
  blockedOnceEnabled: '有効にすると、すぐに入れます。',
  unaffected: ({ others }) =>
    say`メンバーとしての登録と役割はそのままです。${others('ほかのワークスペース')}には影響ありません。`,
  notAMemberTitle: (workspace) => `${workspace} のメンバーではありません`,
  notAMember: ({ email, workspace }) =>
    say`${email} としてサインインしていますが、${workspace} にはこのアカウントが登録されていません。管理者に追加を依頼してください。`,
  useAnotherAccount: '別のアカウントを使う',
  otherWayTitle: (workspace) => `${workspace} には別のサインイン方法が必要です`,
  noWayOpen: ({ provider }) =>
    say`${provider} でサインインしました。管理者が許可した方法のうち、現在使えるものがありません。管理者にお問い合わせください。`,
  otherWays: ({ provider, workspace, ways }) =>
    say`${provider} でサインインしました。${workspace} の管理者が許可しているのは、次の方法だけです：${ways}。`,
  mustBelong: ({ email, what, others }) =>
    say`その方法は、このアカウント（${email}）に属している必要があります：${what('連携済みの方法を見る')}。まだの場合は、このプラットフォームの運営者が連携できます。または、${others('ほかのワークスペース')}へお進みください。`,
}
