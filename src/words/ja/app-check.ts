import { say } from '../sentence.ts'
import type { AppCheckWords } from '../words.ts'

export const appCheck: AppCheckWords = {
  title: '認証アプリを確認してください',
  lead: ({ at }) =>
    say`認証アプリは ${at} に追加されてから、一度も使われていません。ほかの方法でサインインできるうちに、アプリが動作することを確認してください。`,
  enterCode: (digits) => `アプリに今表示されている ${digits} 桁のコードを入力してください。`,
  check: '確認する',
  broken: '動作しない場合',
  brokenWay:
    'アプリが古い端末にあるか、削除された可能性があります。もう一度設定してください。以前のアプリは使えなくなります。',
  setUpAgain: 'アプリをもう一度設定する',
  codes: '回復コード',
  noCodes: '回復コードがありません。',
  makeCodes: '回復コードを作成する',
  later: 'あとで',
  shortTitle: '認証アプリのキーを置き換えてください',
  shortLead:
    'このアプリは別のシステムから引き継がれました。キーが推奨より短くなっています。アプリをもう一度設定すると、長いキーになります。1 分ほどで終わります。',
  shortWorks: 'このままでもアプリは使えます。この質問は一度だけです。',
  replace: 'キーを置き換える',
}
