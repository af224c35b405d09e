import { say } from '../sentence.ts'
import type { ExtensionWords } from '../words.ts'

export const extension: ExtensionWords = {
  members: {
    passkey: 'パスキー',
    extendedUntil: ({ at }) => say`${at} まで延長`,
    withoutPasskey: 'パスキーなし',
    extend: '期限の延長',
    extendThis: (member) => `${member} の期限の延長`,
    giveTime: '期限を延ばす',
    giveTimeTo: (member) => `${member} の期限を延ばす`,
    done: {
      extended: '期限を延長しました。1 分以内にすべての場所に反映されます。',
      'not-extended': '期限の延長を取り消しました。1 分以内にすべての場所に反映されます。',
    },
  },
  page: {
    title: '期限の延長',
    titleOf: ({ email }) => say`${email} の期限の延長`,
    explanation: ({ workspace }) =>
      say`このメンバーが ${workspace} のポリシーを満たすまでの期限を延ばします。延長が終わるまで、ポリシーがまだ実施されていないときと同じようにワークスペースを開けます。`,
    limits:
      'ポリシーを変更すると、延長はその時点で終わります。ポリシーが変わるまで、延長は 1 人につき 1 回だけです。本人とほかの管理者に通知されます。',
    until: '期限',
    untilHint:
      '明日から 30 日後までの日を選べます。延長はこの日の終わり（UTC）に終わります。今からちょうど 30 日後のほうが早い場合は、その時点で終わります。',
    reason: '理由',
    reasonHint: '500 文字まで。メンバー本人と管理者が読めます。',
    grantedBy: '許可した人',
    grant: '期限を延長する',
    current: ({ at }) => say`このメンバーの期限は ${at} まで延長されています。`,
    takeBack: '取り消す',
    takeBackConsequence:
      '取り消すと、このメンバーは数分以内にポリシーを満たす必要があります。ポリシーが変わるまで、もう一度延長することはできません。',
    keep: 'キャンセル',
    backToMembers: 'メンバーの一覧に戻る',
    typed: '入力した内容です。保存されていません。',
    refusals: {
      'not-an-address': '有効なメールアドレスを入力してください。',
      'not-a-member':
        'この人はこのワークスペースのメンバーではありません。アドレスを確認するか、先にメンバーとして追加してください。',
      'own-extension': 'ご自身の期限は延長できません。ほかの管理者に依頼してください。',
      'unusable-end': '明日から 30 日後までの日を選んでください。',
      'unusable-reason': '500 文字以内の理由を 1 行で入力してください。',
      'already-extended':
        'このメンバーの期限はすでに一度延長されています。ポリシーが変わると、もう一度延長できます。',
      'nothing-to-extend':
        'このメンバーに適用されるポリシーは予定も実施もされていないため、期限を延ばす必要はありません。',
      'not-extended': 'このメンバーの期限はもう延長されていません。',
      'changed-meanwhile':
        'ほかの人がポリシーかこのメンバーを変更しました。確認してから、もう一度お試しください。',
    },
  },
}
