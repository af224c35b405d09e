import { say } from '../sentence.ts'
import type { Words } from '../words.ts'
import { write } from './write.ts'

const ofEnrolment = (whom: string, nobody: string) => {
  const missing = (count: number, members: number) =>
    write.plural(count, {
      one: `${count} von ${members} ${whom} hat sie noch nicht eingerichtet.`,
      other: `${count} von ${members} ${whom} haben sie noch nicht eingerichtet.`,
    })
  return {
    nobody,
    missing,
    blocked: (count: number, members: number) =>
      `${missing(count, members)} Bis dahin ist ihr Zugang gesperrt.`,
  }
}

const ofPasskeys = (whom: string, nobody: string) => {
  const missing = (count: number, members: number) =>
    write.plural(count, {
      one: `${count} von ${members} ${whom} hat noch keinen Passkey.`,
      other: `${count} von ${members} ${whom} haben noch keinen Passkey.`,
    })
  return {
    nobody,
    missing,
    blocked: (count: number, members: number) =>
      `${missing(count, members)} Bis sie einen hinzufügen, ist ihr Zugang gesperrt.`,
  }
}

export const policyNotices: Words['policyNotices'] = {
  demands: {
    'second-factor': {
      everybody: 'von allen Mitgliedern die Zwei-Faktor-Authentifizierung',
      admins: 'von Eigentümern und Admins die Zwei-Faktor-Authentifizierung',
    },
    'phishing-resistant': {
      everybody: 'von allen Mitgliedern einen Passkey',
      admins: 'von Eigentümern und Admins einen Passkey',
    },
  },
  sentences: {
    'enforcement.scheduled': (workspace, demand, when) => `${workspace} verlangt ab ${when} ${demand}.`,
    'enforcement.seven_days_left': (workspace, demand, when) =>
      `Noch höchstens 7 Tage: ${workspace} verlangt ab ${when} ${demand}.`,
    'enforcement.one_day_left': (workspace, demand, when) =>
      `Noch höchstens ein Tag: ${workspace} verlangt ab ${when} ${demand}.`,
    'enforcement.in_effect': (workspace, demand, when) => `${workspace} verlangt seit ${when} ${demand}.`,
  },
  atThatTime: (figures) => `Zum Zeitpunkt dieses Hinweises: ${figures}`,
  figures: {
    'second-factor': {
      everybody: ofEnrolment('Mitgliedern', 'Alle haben einen zweiten Faktor.'),
      admins: ofEnrolment('Eigentümern und Admins', 'Alle Eigentümer und Admins haben einen zweiten Faktor.'),
    },
    'phishing-resistant': {
      everybody: ofPasskeys('Mitgliedern', 'Niemandem fehlt ein Passkey.'),
      admins: ofPasskeys('Eigentümern und Admins', 'Keinem Eigentümer oder Admin fehlt ein Passkey.'),
    },
  },
  extension: {
    forMember: (workspace, when) => `${workspace} hat Ihnen mehr Zeit gegeben, bis ${when}.`,
    means:
      'Bis dahin können Sie den Arbeitsbereich wie bisher öffnen. Richten Sie vorher ein, was noch fehlt.',
    forAdmins: (email, when) => `${email} hat mehr Zeit, bis ${when}.`,
    reason: ({ reason }) => say`Grund: ${reason}`,
    grantedBy: ({ by }) => say`Gewährt von ${by}`,
  },
}
