import { say } from '../sentence.ts'
import type { Words } from '../words.ts'

export const verify: Words['verify'] = {
  title: '二要素認証',
  titleOfStepUp: 'ご本人であることを確認してください',
  enterCode: (digits) => `認証アプリの ${digits} 桁のコード、または回復コードを入力してください。`,
  enterRecoveryCode: '保存しておいた回復コードを 1 つ入力してください。1 つのコードは 1 回だけ使えます。',
  whyAgain: '安全のため、続けるにはもう一度確認してください。',
  whyForWorkspace: ({ workspace }) =>
    say`${workspace} がこのページを表示する前に、ご本人であることの確認を求めています。`,
  code: 'コード',
  recoveryCode: '回復コード',
  submit: '続ける',
  whyText:
    'このアカウントでは二要素認証が有効です。サインインのたびに 2 つ目の確認も必要なため、パスワードが盗まれても、それだけではサインインできません。',
  signingInAs: ({ email, notYou }) => say`${email} としてサインインします。${notYou('別の方ですか？')}`,
  useApp: '認証アプリを使う',
  useRecoveryCode: 'スマートフォンをなくした場合は、回復コードを使う',
  otherWay: '別の方法を試す',
  lost: '電話も回復コードもなくしました',
  neither: ({ contact }) => say`どれも手元にない場合は、二要素認証のリセットを${contact}に依頼してください。`,
  locked: {
    title: 'アカウントはロックされています',
    since: ({ time }) =>
      say`${time} から、このアカウントには誰もサインインできません。ご本人によるものではない変更が報告されたため、ロックされました。`,
    next: ({ contact }) =>
      say`ロックを解除するには、${contact}にお問い合わせください。最初にご本人であることを確認します。ワークスペースと設定はそのまま残ります。`,
    recover: 'アカウントを回復する',
    otherAccount: '別のアカウントでサインインする',
  },
}

export const codeRefusals: Words['codeRefusals'] = {
  malformed: (digits) =>
    `アプリの ${digits} 桁のコード、または英数字 24 文字の回復コードを入力してください。`,
  malformedRecovery: '英数字 24 文字の回復コードを入力してください。',
  notOfApp: (digits) => `アプリがこのアカウント用に表示している ${digits} 桁のコードを入力してください。`,
  wrongCode: 'コードが間違っているか、期限が切れています。アプリに今表示されているコードを入力してください。',
  wrongRecoveryCode: '回復コードが間違っています。最後に保存したコードと見比べてください。',
  usedCode: 'このコードは使用済みです。アプリに新しいコードが表示されるまでお待ちください。',
  usedRecoveryCode:
    'この回復コードは使用済みです。1 つのコードは 1 回だけ使えます。別のコードを入力してください。',
  clockFast: (seconds) =>
    `スマートフォンの時計が約 ${seconds} 秒進んでいます。日付と時刻を自動設定にしてから、新しいコードを入力してください。`,
  clockSlow: (seconds) =>
    `スマートフォンの時計が約 ${seconds} 秒遅れています。日付と時刻を自動設定にしてから、新しいコードを入力してください。`,
  locked: ({ span }) => say`間違ったコードが多すぎます。${span}後にもう一度お試しください。`,
  lockOver: 'もう一度お試しいただけます。',
  authenticatorDisabled: ({ contact }) =>
    say`間違ったコードが 100 回続いたため、認証アプリはブロックされました。回復コードを使うか、二要素認証のリセットを${contact}に依頼してください。`,
  gone: '時間がかかりすぎました。最初からやり直してください。',
}
