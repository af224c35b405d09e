import { PASSWORD_MAX_LENGTH, PASSWORD_MIN_LENGTH } from '../../core/password.ts'
import { say } from '../sentence.ts'
import type { Words } from '../words.ts'

export const account: Words['account'] = {
  done: {
    'codes-saved':
      'Die Zwei-Faktor-Authentifizierung ist eingeschaltet, und ab jetzt gelten Ihre neuen Wiederherstellungscodes.',
    already:
      'Die Zwei-Faktor-Authentifizierung ist schon eingeschaltet, vielleicht in einem anderen Tab. Es wurde nichts geändert.',
    replaced:
      'Ab jetzt gilt Ihre neue Authenticator-App und die alte nicht mehr. Ihre anderen Browser sind abgemeldet.',
    linked: 'Verknüpft. Ab jetzt können Sie sich auch auf diesem Weg anmelden.',
    unlinked:
      'Verknüpfung gelöst. Browser, die auf diesem Weg angemeldet waren, sind abgemeldet, außer diesem hier.',
    'last-way':
      'Das ist Ihr einziger Anmeldeweg, oder die Verknüpfung ist schon gelöst. Es wurde nichts geändert.',
    password: 'Ab jetzt gilt Ihr neues Passwort. Ihre anderen Browser sind abgemeldet.',
    disabled:
      'Die Zwei-Faktor-Authentifizierung ist ausgeschaltet. Auch Ihre Wiederherstellungscodes gibt es nicht mehr.',
  },
  title: 'Sicherheit',
  twoFactor: 'Zwei-Faktor-Authentifizierung',
  on: 'Ein',
  off: 'Aus',
  why: 'Mit ihr öffnet ein gestohlenes Passwort allein nichts: Bei der Anmeldung wird auch ein Code aus einer App auf Ihrem Telefon verlangt. Jede Authenticator-App ist geeignet. Es dauert zwei Minuten.',
  vouchedFor: ({ provider }) =>
    say`${provider} hat bei Ihrer Anmeldung einen zweiten Faktor verlangt, und der gilt auch hier: Solange Sie auf diesem Weg kommen, brauchen Sie keinen von Sallyport.`,
  requiredSince: ({ workspace, at }) => say`${workspace} verlangt sie seit ${at}.`,
  requiredFrom: ({ workspace, at }) => say`${workspace} verlangt sie ab ${at}.`,
  enable: 'Zwei-Faktor-Authentifizierung einschalten',
  confirmedAt: ({ at }) => say`Authenticator-App, bestätigt am ${at}.`,
  replace: 'Authenticator-App ersetzen',
  recoveryCodes: 'Wiederherstellungscodes',
  codesLeft: (count) => `noch ${count}`,
  unsavedCodes:
    'Sie haben noch nicht bestätigt, dass Ihre neuen Wiederherstellungscodes gespeichert sind. Bis dahin gelten sie nicht.',
  showCodes: 'Anzeigen und bestätigen',
  whatCodesAreFor: 'Mit jedem können Sie sich einmal anmelden, wenn Ihr Telefon nicht zur Hand ist.',
  noCodes:
    'Sie haben keine. Wenn Sie Ihr Telefon verlieren, können nur die Betreiber dieser Plattform Sie wieder einlassen.',
  fewCodes: 'Es sind nur noch wenige. Erstellen Sie neue, solange Sie sich noch anmelden können.',
  makeCodes: 'Wiederherstellungscodes erstellen',
  turnOff: 'Ausschalten',
  requiredByOne: ({ workspace }) =>
    say`Das geht nicht, solange ${workspace} sie verlangt. Ihre Authenticator-App können Sie jederzeit ersetzen.`,
  requiredBySeveral: ({ workspaces }) =>
    say`Das geht nicht, solange ${workspaces} sie verlangen. Ihre Authenticator-App können Sie jederzeit ersetzen.`,
  disable: 'Zwei-Faktor-Authentifizierung ausschalten',
  password: 'Passwort',
  changePassword: 'Passwort ändern',
}

export const waysIn: Words['waysIn'] = {
  title: 'Anmeldewege',
  closed:
    'Einer Ihrer Arbeitsbereiche akzeptiert den Anmeldeweg nicht, auf dem Sie sich angemeldet haben. Um einen weiteren zu verknüpfen, melden Sie sich zuerst auf einem Weg an, den dieser Arbeitsbereich akzeptiert, oder wenden Sie sich an den Support dieser Plattform.',
  link: ({ provider }) => say`${provider} verknüpfen`,
  linkAnother: ({ provider }) => say`Weiteres Konto verknüpfen: ${provider}`,
  linkedAt: ({ at }) => say`verknüpft am ${at}`,
  onlyWay: 'Ihr einziger Anmeldeweg',
  unlink: 'Lösen',
  unlinkThis: (provider, who) => `Verknüpfung lösen: ${provider}, ${who}`,
  confirm: {
    title: 'Dieses Konto verknüpfen?',
    lead: ({ provider, email }) =>
      say`Sie haben sich bei ${provider} angemeldet. Nach dem Verknüpfen meldet dieses Konto Sie bei ${email} an:`,
    name: 'Name',
    email: 'E-Mail-Adresse',
    unverifiedEmail: 'E-Mail-Adresse (nicht bestätigt)',
    subject: 'Konto-ID',
    warning:
      'Verknüpfen Sie es nur, wenn es Ihres ist. Wer sich dort anmelden kann, kann sich danach auch bei Ihrem Konto hier anmelden.',
    submit: 'Dieses Konto verknüpfen',
    notMine: 'Nicht meins',
  },
}

export const sessions: Words['sessions'] = {
  title: 'Sitzungen',
  ended: (span) =>
    `Beendet. Arbeitsbereiche, die dort offen waren, schließen sich bald (Höchstdauer: ${span}).`,
  where: 'Wo Sie angemeldet sind',
  thisBrowser: 'Dieser Browser',
  signedInAt: ({ at }) => say`angemeldet am ${at}`,
  lastSeenAt: ({ at }) => say`zuletzt gesehen am ${at}`,
  how: {
    none: ({ provider }) => say`nur über ${provider}`,
    totp: ({ provider }) => say`über ${provider}, mit Authenticator-App`,
    recovery_code: ({ provider }) => say`über ${provider}, mit Wiederherstellungscode`,
    provider: ({ provider }) => say`über ${provider}, mit dem zweiten Faktor von dort`,
  },
  end: 'Beenden',
  endThis: (browser) => `Sitzung beenden: ${browser}`,
  endOthers: 'Überall sonst abmelden',
  noOthers: 'Sie sind sonst nirgends angemeldet.',
}

export const password: Words['password'] = {
  title: 'Passwort ändern',
  consequence: 'Danach bleiben Sie hier angemeldet, und Ihre anderen Browser werden abgemeldet.',
  current: 'Derzeitiges Passwort',
  new: 'Neues Passwort',
  again: 'Neues Passwort noch einmal',
  show: 'Passwörter anzeigen',
  notRepeated: 'Die beiden neuen Passwörter sind nicht gleich. Geben Sie alle noch einmal ein.',
  hint: `${PASSWORD_MIN_LENGTH} bis ${PASSWORD_MAX_LENGTH} Zeichen. Vier oder fünf Wörter, die niemand zusammenstellen würde, genügen.`,
  submit: 'Passwort ändern',
  problems: {
    'too-short': `Das Passwort braucht mindestens ${PASSWORD_MIN_LENGTH} Zeichen.`,
    'too-long': `Das Passwort darf höchstens ${PASSWORD_MAX_LENGTH} Zeichen haben.`,
    common: 'Das ist eines der häufigsten Passwörter. Wählen Sie ein anderes.',
    'about-owner':
      'Das Passwort darf nicht Name oder Adresse des Kontos oder „Sallyport“ mit wenig dazu sein.',
  },
  unchanged: 'Das ist schon Ihr derzeitiges Passwort. Wählen Sie ein anderes.',
  wrong: 'Das ist nicht Ihr derzeitiges Passwort. Prüfen Sie es, und geben Sie alle drei noch einmal ein.',
  overtaken:
    'Ihr Passwort wurde eben erst geändert, vielleicht in einem anderen Tab. Jetzt wurde nichts geändert.',
}
