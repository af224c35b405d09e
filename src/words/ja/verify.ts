import { say } from '../sentence.ts'
import type { Words } from '../words.ts'

export const verify: Words['verify'] = {
  title: '二要素認証',
  titleOfStepUp: 'ご本人であることを確認してください',
  enterCode: '認証アプリの 6 桁のコード、または回復コードを入力してください。',
  enterRecoveryCode: '保存しておいた回復コードを 1 つ入力してください。それぞれ 1 回だけ使えます。',
  whyAgain: '次の操作は重要なため、新しいコードが必要です。',
  code: 'コード',
  recoveryCode: '回復コード',
  submit: '続ける',
  whyText:
    'このアカウントでは二要素認証が有効です。パスワードが盗まれても、それだけでは入れません。サインインのたびにコードも必要です。',
  signingInAs: ({ email, notYou }) => say`${email} としてサインインします。${notYou('別の方ですか？')}`,
  useApp: '認証アプリを使う',
  useRecoveryCode: '電話をなくしましたか？ 回復コードを使う',
  otherWay: '別の方法を試す',
  neither: ({ contact }) =>
    say`認証アプリも回復コードもない場合、二要素目のリセットは ${contact} に依頼してください。`,
}

export const codeRefusals: Words['codeRefusals'] = {
  malformed:
    'コードの形式が違います。アプリの 6 桁の数字、または 24 文字の英数字の回復コードを入力してください。',
  notOfApp:
    'アプリのコードの形式が違います。アプリがこのアカウント用に表示している 6 桁の数字を入力してください。',
  wrongCode: 'コードが正しくありません。アプリがこのアカウント用に今表示しているコードを入力してください。',
  wrongRecoveryCode: '回復コードが正しくありません。最後に保存したコードと 1 文字ずつ見比べてください。',
  usedCode:
    'このコードは使用済みです。次のコードをお待ちください。アプリには 30 秒ごとに新しいコードが表示されます。',
  usedRecoveryCode: 'この回復コードは使用済みです。それぞれ 1 回だけ使えます。別のコードをお使いください。',
  clockFast: (seconds) =>
    `お使いの電話の時計が約 ${seconds} 秒進んでいます。日付と時刻を自動設定にしてから、新しいコードを入力してください。`,
  clockSlow: (seconds) =>
    `お使いの電話の時計が約 ${seconds} 秒遅れています。日付と時刻を自動設定にしてから、新しいコードを入力してください。`,
  locked: ({ at, span }) =>
    say`間違ったコードが多すぎます。${at} 以降（${span}後）にもう一度お試しください。`,
  lockOver: 'もう一度お試しいただけます。',
  authenticatorDisabled: ({ contact }) =>
    say`間違ったコードが 100 回続いたため、認証アプリは使えなくなりました。回復コードを使うか、二要素目のリセットを ${contact} に依頼してください。`,
  gone: '時間がかかりすぎました。最初からやり直してください。',
}
