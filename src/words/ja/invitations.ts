import { say } from '../sentence.ts'
import type { InvitationWords } from '../words.ts'

export const invitations: InvitationWords = {
  leave: {
    titleOf: (workspace) => `${workspace} から退出`,
    question: ({ workspace }) => say`${workspace} から退出しますか？`,
    holds: {
      'last-owner':
        'このワークスペースのオーナーはあなただけです。先に別のメンバーをオーナーにしてください。',
      'last-enrolled-owner':
        'このワークスペースでは二要素認証が必須で、登録済みのオーナーはあなただけです。先に登録済みの別のメンバーをオーナーにしてください。',
    },
    consequence: ({ workspace }) =>
      say`数分以内に ${workspace} にアクセスできなくなります。アカウントは残ります。戻るには、管理者からもう一度招待または追加してもらう必要があります。`,
    tokens: 'あなたが作成した API トークンとサービストークンは、すぐに使えなくなります。',
    toMembers: 'メンバーを見る',
    submit: '退出',
    stay: 'とどまる',
  },
}
