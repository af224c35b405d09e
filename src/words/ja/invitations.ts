import { say } from '../sentence.ts'
import type { InvitationWords } from '../words.ts'

export const invitations: InvitationWords = {
  leave: {
    titleOf: (workspace) => `${workspace} から退出`,
    question: ({ workspace }) => say`${workspace} から退出しますか？`,
    holds: {
      'last-owner': 'このワークスペースの所有者はあなただけです。先に別のメンバーを所有者にしてください。',
      'last-enrolled-owner':
        'このワークスペースでは二要素認証が必須で、設定済みの所有者はあなただけです。先に設定済みの別のメンバーを所有者にしてください。',
    },
    consequence: ({ workspace }) =>
      say`数分以内に ${workspace} にアクセスできなくなります。アカウントは残ります。戻るには、管理者からもう一度招待または追加してもらう必要があります。`,
    tokens: 'あなたが作成した API トークンとサービストークンは、すぐに使えなくなります。',
    toMembers: 'メンバーを見る',
    submit: '退出',
    stay: 'とどまる',
  },
  invitation: {
    titleOf: (workspace) => `${workspace} に参加`,
    facts: { email: '宛先', role: '役割', inviter: '招待した人', until: '有効期限' },
    otherAccount: ({ email, other }) =>
      say`この招待は ${email} 宛てです。現在は ${other} でサインインしています。`,
    consequence: ({ workspace }) =>
      say`${workspace} からはいつでも退出できます。管理者はメンバーに二要素認証を必須にできます。`,
    accept: '招待を承諾',
    enrolFirst: ({ workspace }) =>
      say`${workspace} では二要素認証が必須です。先に設定してください。その後この画面に戻り、承諾できます。`,
    signInFirst: ({ email }) => say`承諾するには、${email} でサインインしてください。`,
    signIn: 'サインイン',
    makeAccount: ({ email }) =>
      say`承諾するには、アカウントを作成してください。以後は ${email} とこのパスワードでサインインします。`,
    name: 'お名前',
    unusableName: 'お名前を 1 行、100 文字以内で入力してください。',
    password: 'パスワード',
    passwordAgain: 'パスワードの確認',
    notRepeated: 'パスワードが一致しません。両方とも入力し直してください。',
    makeAndJoin: 'アカウントを作成して参加',
    makeAndGoOn: 'アカウントを作成',
    changed: 'その間に変更がありました。この画面を確認して、もう一度お試しください。',
    noWay: ({ contact }) =>
      say`先にアカウントが必要です。${contact} にこのアドレスのアカウント作成を依頼してください。その後、このリンクをもう一度開いてください。`,
    acceptedTitle: 'この招待は承諾済みです',
    endedTitle: 'この招待は無効になりました',
    expired: ({ workspace }) => say`期限が切れています。${workspace} の管理者に再送を依頼してください。`,
    over: '取り消されたか、新しいメッセージに置き換えられたか、すでに使われています。新しいメッセージを探すか、招待した人に確認してください。',
  },
  members: {
    invite: 'メンバーを招待',
    explanation: 'リンクの入ったメールが届き、承諾するとメンバーになります。アカウントはまだ必要ありません。',
    submit: '招待を送信',
    limits: ({ days, aDay, aWeek, open }) =>
      `リンクの有効期間は ${days} 日です。送信できる招待は 1 日 ${aDay} 件、同じアドレスには週 ${aWeek} 件までです。承諾待ちは最大 ${open} 件です。`,
    noMail: ({ contact }) =>
      say`このプラットフォームはメールを送信しないため、招待できません。${contact} にアカウントの作成を依頼し、その後、下でその人を追加してください。`,
    addWithout: 'アカウントがある人は、招待せずに追加できます。本人の承諾は求めません。',
    title: '招待',
    none: '承諾待ちの招待はありません。',
    states: { open: '招待済み', expired: '期限切れ', accepted: '承諾済み' },
    sent: ({ at, until }) => say`${at} に送信しました。リンクは ${until} まで有効です。`,
    expired: 'リンクは無効です。招待を再送するか、取り消してください。',
    resend: '再送',
    resendThis: (email) => `${email} に再送`,
    revoke: '取り消す',
    revokeThis: (email) => `${email} の招待を取り消す`,
    tooMany: ({ span }) => say`招待が多すぎます。${span}後にもう一度お試しください。`,
    refusals: {
      'changed-meanwhile': '別の人がこの招待を変更したばかりです。一覧を確認して、もう一度お試しください。',
      'not-found': 'この招待はもうありません。',
      'already-accepted': 'この招待は承諾済みです。',
    },
    done: {
      sent: '招待を送信しました。',
      open: 'このアドレスには承諾待ちの招待があります。何も送信していません。',
      resent: '再送しました。前のメッセージのリンクも引き続き有効です。',
      revoked: '取り消しました。リンクは無効です。',
    },
  },
}
