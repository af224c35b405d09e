import { FAILURES_THAT_DISABLE } from '../../core/lockout.ts'
import { say } from '../sentence.ts'
import type { Words } from '../words.ts'
import { write } from './write.ts'

const intruder = (contact: string) =>
  `Ce n’est pas vous ? Alors quelqu’un est dans votre compte. Changez de mot de passe, déconnectez-vous partout ailleurs sous « Sessions », et faites réinitialiser votre second facteur : contactez ${contact}.`

const intruderByProvider = (contact: string) =>
  `Ce n’est pas vous ? Alors quelqu’un est dans votre compte. Déconnectez-vous partout ailleurs sous « Sessions », et faites réinitialiser votre second facteur : contactez ${contact}.`

const notEnrolled = (count: number, members: number): string =>
  write.plural(count, {
    one: `${count} membre sur ${members} ne l’a pas encore configurée`,
    other: `${count} membres sur ${members} ne l’ont pas encore configurée`,
  })

export const notices: Words['notices'] = {
  label: 'Avis',
  dismiss: 'Masquer',
  dismissAll: 'Tout masquer',
  dismissThis: (notice) => `Masquer : ${notice}`,
  titles: {
    'second_factor.added': 'Une application d’authentification a été ajoutée à votre compte',
    'second_factor.replaced': 'Votre application d’authentification a été remplacée',
    'second_factor.removed': 'L’authentification à deux facteurs a été désactivée pour votre compte',
    'second_factor.reset': 'Votre second facteur a été réinitialisé par l’équipe qui gère cette plateforme',
    'authenticator.disabled': `Votre application d’authentification n’est plus acceptée, après ${FAILURES_THAT_DISABLE} codes erronés d’affilée`,
    'recovery_code.used': 'L’un de vos codes de récupération a été utilisé',
    'recovery_codes.regenerated': 'Vos codes de récupération ont été remplacés par de nouveaux',
    'password.changed': 'Votre mot de passe a été changé',
    'identity.linked': 'Un mode de connexion a été associé à votre compte',
    'identity.unlinked': 'Un mode de connexion a été dissocié de votre compte',
  },
  advice: {
    'second_factor.added': intruder,
    'second_factor.replaced': intruder,
    'second_factor.removed': (contact) =>
      `Ce n’est pas vous ? Alors quelqu’un est dans votre compte. Changez de mot de passe, déconnectez-vous partout ailleurs sous « Sessions », et contactez ${contact}.`,
    'second_factor.reset': (contact) =>
      `Vous ne l’avez pas demandé ? Alors contactez tout de suite ${contact} : d’ici à une nouvelle configuration, votre mot de passe suffit à ouvrir votre compte.`,
    'authenticator.disabled': (contact) =>
      `Ce n’est pas vous ? Alors quelqu’un a votre mot de passe : changez-le. Un code de récupération vous permet encore de vous connecter ; si vous n’en avez pas, contactez ${contact}.`,
    'recovery_code.used': intruder,
    'recovery_codes.regenerated': intruder,
    'password.changed': (contact) =>
      `Vous n’en savez rien ? Alors contactez tout de suite ${contact} : quelqu’un est peut-être dans votre compte, et votre ancien mot de passe ne l’ouvre plus.`,
    'identity.linked': (contact) =>
      `Vous n’en savez rien ? Alors quelqu’un s’est peut-être ouvert un accès à votre compte : dissociez-le sous « Sécurité ». Changez de mot de passe, déconnectez-vous partout ailleurs sous « Sessions », et contactez ${contact}.`,
    'identity.unlinked': (contact) =>
      `Vous n’en savez rien ? Alors quelqu’un est peut-être dans votre compte. Changez de mot de passe, déconnectez-vous partout ailleurs sous « Sessions », et contactez ${contact}.`,
  },
  adviceWithoutPassword: {
    'second_factor.added': intruderByProvider,
    'second_factor.replaced': intruderByProvider,
    'second_factor.removed': (contact) =>
      `Ce n’est pas vous ? Alors quelqu’un est dans votre compte. Déconnectez-vous partout ailleurs sous « Sessions », et contactez ${contact}.`,
    'second_factor.reset': (contact) =>
      `Vous ne l’avez pas demandé ? Alors contactez tout de suite ${contact} : d’ici à une nouvelle configuration, la connexion ne demande aucun second facteur.`,
    'authenticator.disabled': (contact) =>
      `Ce n’est pas vous ? Alors quelqu’un peut se connecter à votre place jusqu’au code. Protégez le compte avec lequel vous vous connectez. Un code de récupération vous permet encore de vous connecter ; si vous n’en avez pas, contactez ${contact}.`,
    'recovery_code.used': intruderByProvider,
    'recovery_codes.regenerated': intruderByProvider,
    'identity.linked': (contact) =>
      `Vous n’en savez rien ? Alors quelqu’un s’est peut-être ouvert un accès à votre compte : dissociez-le sous « Sécurité ». Déconnectez-vous partout ailleurs sous « Sessions », et contactez ${contact}.`,
    'identity.unlinked': (contact) =>
      `Vous n’en savez rien ? Alors quelqu’un est peut-être dans votre compte. Déconnectez-vous partout ailleurs sous « Sessions », et contactez ${contact}.`,
  },
  here: ({ at }) => say`${at}, dans ce navigateur`,
  from: ({ at, ip, browser }) => say`${at}, depuis ${ip} (${browser})`,
  workspaceAt: (workspace, host) => `${workspace} (${host})`,
  sentences: {
    'enforcement.scheduled': (workspace, when) =>
      `L’authentification à deux facteurs sera exigée de tous les membres de ${workspace} à partir du ${when}.`,
    'enforcement.seven_days_left': (workspace, when) =>
      `Dans 7 jours au plus, à partir du ${when}, l’authentification à deux facteurs sera exigée de tous les membres de ${workspace}.`,
    'enforcement.one_day_left': (workspace, when) =>
      `Dans un jour au plus, à partir du ${when}, l’authentification à deux facteurs sera exigée de tous les membres de ${workspace}.`,
    'enforcement.in_effect': (workspace, when) =>
      `L’authentification à deux facteurs est exigée de tous les membres de ${workspace}, depuis le ${when}.`,
  },
  atThatTime: (figures) => `Situation à ce moment-là : ${figures}`,
  everybodyEnrolled: 'Tout le monde a un second facteur.',
  notEnrolledYet: (count, members) => `${notEnrolled(count, members)}.`,
  blocked: (count, members) => `${notEnrolled(count, members)} ; l’accès est bloqué d’ici là.`,
}
