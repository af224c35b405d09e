import { PASSWORD_MAX_LENGTH, PASSWORD_MIN_LENGTH } from '../../core/password.ts'
import { say } from '../sentence.ts'
import type { Words } from '../words.ts'

export const account: Words['account'] = {
  done: {
    'codes-saved':
      'Die Zwei-Faktor-Authentifizierung ist aktiv. Ihre Wiederherstellungscodes sind einsatzbereit.',
    already:
      'Die Zwei-Faktor-Authentifizierung ist bereits aktiv. Vielleicht haben Sie sie in einem anderen Tab aktiviert. Es wurde nichts geändert.',
    replaced:
      'Ihre neue Authenticator-App ist aktiv. Die alte funktioniert nicht mehr. Ihre anderen Browser wurden abgemeldet.',
    'app-added': 'Ihre Authenticator-App wurde hinzugefügt. Sie können ihre Codes ab sofort verwenden.',
    'app-works': 'Ihre Authenticator-App funktioniert.',
    'app-removed': 'Ihre Authenticator-App wurde entfernt. Ihre Codes funktionieren nicht mehr.',
    linked: 'Verknüpft. Sie können sich jetzt auch auf diesem Weg anmelden.',
    unlinked:
      'Verknüpfung aufgehoben. Andere Browser, die auf diesem Weg angemeldet waren, wurden abgemeldet.',
    'last-way':
      'Es wurde nichts geändert. Das ist Ihr einziger Anmeldeweg, oder die Verknüpfung war bereits aufgehoben.',
    password: 'Ihr Passwort wurde geändert. Ihre anderen Browser wurden abgemeldet.',
    disabled: 'Die Zwei-Faktor-Authentifizierung ist aus. Ihre Wiederherstellungscodes wurden gelöscht.',
    address:
      'Ihre E-Mail-Adresse wurde geändert. Melden Sie sich ab jetzt mit ihr an. Ihre anderen Browser wurden abgemeldet.',
  },
  title: 'Sicherheit',
  twoFactor: 'Zwei-Faktor-Authentifizierung',
  isOn: 'Die Zwei-Faktor-Authentifizierung ist aktiviert.',
  on: 'Ein',
  off: 'Aus',
  why: 'Fügen Sie der Anmeldung einen zweiten Schritt hinzu: einen Passkey oder einen Code aus einer App auf Ihrem Telefon. Ein gestohlenes Passwort reicht dann nicht mehr aus. Die Einrichtung dauert zwei Minuten.',
  vouchedFor: ({ provider }) =>
    say`Sie haben sich mit ${provider} angemeldet und dort einen zweiten Faktor verwendet. Das genügt auch hier. Solange Sie sich auf diesem Weg anmelden, müssen Sie keinen einrichten.`,
  requiredSince: ({ workspace, at }) =>
    say`${workspace} verlangt die Zwei-Faktor-Authentifizierung seit ${at}.`,
  requiredFrom: ({ workspace, at }) => say`${workspace} verlangt die Zwei-Faktor-Authentifizierung ab ${at}.`,
  enable: 'Zwei-Faktor-Authentifizierung aktivieren',
  authenticatorApp: 'Authenticator-App',
  confirmedAt: ({ at }) => say`Hinzugefügt am ${at}`,
  replace: 'Authenticator-App ersetzen',
  recoveryCodes: 'Wiederherstellungscodes',
  codesLeft: (count) => `noch ${count}`,
  unsavedCodes:
    'Ihre neuen Wiederherstellungscodes funktionieren noch nicht. Bestätigen Sie zuerst, dass Sie sie gespeichert haben.',
  showCodes: 'Anzeigen und bestätigen',
  whatCodesAreFor: 'Damit melden Sie sich ohne Ihr Telefon an. Jeder Code funktioniert einmal.',
  noCodes:
    'Sie haben keine Wiederherstellungscodes. Wenn Sie Ihr Telefon verlieren, kann nur das Support-Team Ihrer Plattform Ihren Zugang wiederherstellen.',
  fewCodes: 'Es sind nur noch wenige übrig. Erstellen Sie neue Codes, solange Sie sich noch anmelden können.',
  makeCodes: 'Wiederherstellungscodes erstellen',
  newCodes: 'Neue Codes',
  requiredByOne: ({ workspace }) =>
    say`Das geht nicht, solange ${workspace} sie verlangt. Ihre Authenticator-App können Sie jederzeit ersetzen.`,
  requiredBySeveral: ({ workspaces }) =>
    say`Das geht nicht, solange ${workspaces} sie verlangen. Ihre Authenticator-App können Sie jederzeit ersetzen.`,
  disable: 'Zwei-Faktor-Authentifizierung deaktivieren',
  address: 'E-Mail-Adresse',
  changeAddress: 'E-Mail-Adresse ändern',
  addressWaits: ({ address }) => say`Sie müssen ${address} noch bestätigen.`,
  password: 'Passwort',
  change: 'Ändern',
  changePassword: 'Passwort ändern',
}

export const waysIn: Words['waysIn'] = {
  title: 'Anmeldewege',
  closed:
    'Einer Ihrer Arbeitsbereiche akzeptiert den Weg nicht, auf dem Sie sich angemeldet haben. Um einen weiteren Weg zu verknüpfen, melden Sie sich zuerst auf einem Weg an, den dieser Arbeitsbereich akzeptiert. Oder wenden Sie sich an das Support-Team Ihrer Plattform.',
  link: ({ provider }) => say`${provider} verknüpfen`,
  linkAnother: ({ provider }) => say`Weiteres Konto bei ${provider} verknüpfen`,
  linkedAt: ({ at }) => say`verknüpft am ${at}`,
  onlyWay: 'Ihr einziger Anmeldeweg',
  unlink: 'Verknüpfung aufheben',
  unlinkThis: (provider, who) => `Verknüpfung aufheben: ${provider}, ${who}`,
  confirm: {
    title: 'Dieses Konto verknüpfen?',
    lead: ({ provider, email }) =>
      say`Sie haben sich bei ${provider} mit dem folgenden Konto angemeldet. Wenn Sie es verknüpfen, können Sie sich damit als ${email} anmelden.`,
    name: 'Name',
    email: 'E-Mail-Adresse',
    unverifiedEmail: 'E-Mail-Adresse (nicht bestätigt)',
    subject: 'Konto-ID',
    warning:
      'Verknüpfen Sie nur Ihr eigenes Konto. Alle, die sich dort anmelden können, können sich danach auch hier bei Ihrem Konto anmelden.',
    submit: 'Dieses Konto verknüpfen',
    notMine: 'Nicht mein Konto',
  },
}

export const sessions: Words['sessions'] = {
  title: 'Sitzungen',
  ended: (span) =>
    `Abgemeldet. Arbeitsbereiche, die dort geöffnet waren, schließen sich innerhalb von ${span}.`,
  where: 'Hier sind Sie angemeldet',
  thisBrowser: 'Dieser Browser',
  signedInAt: ({ at }) => say`angemeldet am ${at}`,
  lastSeenAt: ({ at }) => say`zuletzt aktiv am ${at}`,
  how: {
    none: ({ provider }) => say`nur ${provider}`,
    totp: ({ provider }) => say`${provider} mit Authenticator-App`,
    recovery_code: ({ provider }) => say`${provider} mit Wiederherstellungscode`,
    passkey: ({ provider }) => say`${provider} mit Passkey`,
    provider: ({ provider }) => say`${provider} mit einem zweiten Faktor dort`,
  },
  end: 'Abmelden',
  endThis: (browser) => `Abmelden: ${browser}`,
  endOthers: 'Überall sonst abmelden',
  noOthers: 'Sie sind nirgendwo sonst angemeldet.',
}

export const password: Words['password'] = {
  title: 'Passwort ändern',
  consequence: 'Hier bleiben Sie angemeldet. Ihre anderen Browser werden abgemeldet.',
  current: 'Aktuelles Passwort',
  new: 'Neues Passwort',
  again: 'Neues Passwort bestätigen',
  show: 'Passwörter anzeigen',
  notRepeated: 'Die neuen Passwörter stimmen nicht überein. Geben Sie alle drei Passwörter noch einmal ein.',
  hint: `${PASSWORD_MIN_LENGTH} bis ${PASSWORD_MAX_LENGTH} Zeichen. Tipp: vier oder fünf Wörter, die nichts miteinander zu tun haben.`,
  submit: 'Passwort ändern',
  problems: {
    'too-short': `Verwenden Sie mindestens ${PASSWORD_MIN_LENGTH} Zeichen.`,
    'too-long': `Verwenden Sie höchstens ${PASSWORD_MAX_LENGTH} Zeichen.`,
    common: 'Dieses Passwort ist zu verbreitet. Wählen Sie ein anderes.',
    'about-owner':
      'Dieses Passwort ist zu leicht zu erraten. Vermeiden Sie Ihren Namen, Ihre E-Mail-Adresse und den Namen dieses Dienstes.',
  },
  unchanged: 'Das ist bereits Ihr aktuelles Passwort. Wählen Sie ein neues.',
  wrong: 'Das ist nicht Ihr aktuelles Passwort. Geben Sie alle drei Passwörter noch einmal ein.',
  overtaken:
    'Ihr Passwort wurde gerade eben geändert, vielleicht in einem anderen Tab. Diesmal wurde nichts geändert.',
}
