import { FAILURES_THAT_DISABLE } from '../../core/lockout.ts'
import { say } from '../sentence.ts'
import type { Words } from '../words.ts'

const ACCESS = 'Ce n’était pas vous ? Quelqu’un a peut-être accès à votre compte.'
const CHANGE_PASSWORD = 'Changez de mot de passe, déconnectez-vous partout ailleurs sous « Sessions »'
const SIGN_OUT = 'Déconnectez-vous partout ailleurs sous « Sessions »'

const intruder = (contact: string) =>
  `${ACCESS} ${CHANGE_PASSWORD} et contactez ${contact} pour faire réinitialiser votre authentification à deux facteurs.`

const intruderByProvider = (contact: string) =>
  `${ACCESS} ${SIGN_OUT} et contactez ${contact} pour faire réinitialiser votre authentification à deux facteurs.`

export const notices: Words['notices'] = {
  label: 'Avis',
  dismiss: 'Ignorer',
  dismissAll: 'Tout ignorer',
  dismissThis: (notice) => `Ignorer : ${notice}`,
  doneHere: 'Vous avez fait ceci dans ce navigateur :',
  titles: {
    'second_factor.added': 'Une application d’authentification a été ajoutée à votre compte',
    'second_factor.replaced': 'Votre application d’authentification a été remplacée',
    'second_factor.removed': 'L’authentification à deux facteurs a été désactivée pour votre compte',
    'second_factor.reset':
      'L’équipe d’assistance de votre plateforme a réinitialisé votre authentification à deux facteurs',
    'second_factor.recovered': 'Votre compte a été récupéré avec un nouveau second facteur',
    'recovery.asked': 'Quelqu’un a demandé à récupérer votre compte',
    'recovery.approved': 'Quelqu’un a approuvé la récupération de votre compte',
    'recovery.stopped': 'Une récupération de votre compte a été arrêtée',
    'authenticator.disabled': `Votre application d’authentification a été bloquée après ${FAILURES_THAT_DISABLE} codes incorrects d’affilée`,
    'recovery_code.used': 'L’un de vos codes de récupération a été utilisé',
    'recovery_codes.regenerated': 'Vos codes de récupération ont été remplacés par de nouveaux',
    'password.changed': 'Votre mot de passe a été changé',
    'identity.linked': 'Un mode de connexion a été associé à votre compte',
    'account.disowned': 'Une modification de votre compte a été signalée comme ne venant pas de vous',
    'identity.unlinked': 'Un mode de connexion a été dissocié de votre compte',
    'address.requested': 'Une nouvelle adresse e-mail a été demandée pour votre compte',
    'address.changed': 'L’adresse e-mail de votre compte a été changée',
    'authenticator.removed': 'Votre application d’authentification a été retirée de votre compte',
    'passkey.added': 'Une clé d’accès a été ajoutée à votre compte',
    'passkey.removed': 'Une clé d’accès a été retirée de votre compte',
    'passkey.counter_went_back': 'Il existe peut-être une copie de l’une de vos clés d’accès',
    'recovery_codes.removed': 'Vos codes de récupération ont été supprimés',
  },
  firstPasskey:
    'Une clé d’accès a été ajoutée à votre compte, et l’authentification à deux facteurs est activée',
  advice: {
    'second_factor.added': intruder,
    'second_factor.replaced': intruder,
    'second_factor.removed': (contact) =>
      `${ACCESS} ${CHANGE_PASSWORD} et contactez ${contact} pour obtenir de l’aide.`,
    'second_factor.reset': (contact) =>
      `Vous ne l’avez pas demandé ? Contactez ${contact} sans attendre. Tant que vous n’avez pas reconfiguré l’authentification à deux facteurs, votre compte n’est protégé que par votre mot de passe.`,
    'second_factor.recovered': (contact) =>
      `Votre ancienne application d’authentification, vos clés d’accès et vos codes de récupération ne fonctionnent plus. Ce n’était pas vous ? Contactez ${contact} sans attendre. Quelqu’un a peut-être accès à votre compte.`,
    'recovery.asked': (contact) =>
      `Si ce n’était pas vous, arrêtez-la avec le lien de notre message. Une connexion avec votre second facteur l’arrête aussi. Changez ensuite de mot de passe : quelqu’un le connaît peut-être. Besoin d’aide ? Contactez ${contact}.`,
    'recovery.approved': (contact) =>
      `Si ce n’était pas vous, arrêtez-la avec le lien de notre message. Une connexion avec votre second facteur l’arrête aussi. Changez ensuite de mot de passe : quelqu’un le connaît peut-être. Besoin d’aide ? Contactez ${contact}.`,
    'recovery.stopped': (contact) =>
      `Votre second facteur n’a pas changé. Si vous ne l’avez pas arrêtée, demandez une nouvelle récupération. Si vous ne l’aviez pas demandée non plus, quelqu’un connaît peut-être votre mot de passe. Changez-le sans attendre. Besoin d’aide ? Contactez ${contact}.`,
    'authenticator.disabled': (contact) =>
      `Vous pouvez encore vous connecter avec un code de récupération. Si vous n’en avez pas, contactez ${contact}. Ce n’était pas vous ? Quelqu’un connaît peut-être votre mot de passe. Changez-le sans attendre.`,
    'recovery_code.used': intruder,
    'recovery_codes.regenerated': intruder,
    'password.changed': (contact) =>
      `Ce n’était pas vous ? Contactez ${contact} sans attendre. Quelqu’un a peut-être accès à votre compte, et votre ancien mot de passe ne fonctionne plus.`,
    'identity.linked': (contact) =>
      `${ACCESS} Dissociez-le sous « Sécurité ». ${CHANGE_PASSWORD} et contactez ${contact} pour obtenir de l’aide.`,
    'account.disowned': (contact) =>
      `Quelqu’un a utilisé le lien « Ce n’était pas moi » d’un de nos messages. Si votre compte est verrouillé, ou si vous n’avez rien signalé, contactez ${contact}. Si votre mot de passe ne fonctionne plus, choisissez-en un nouveau depuis la page de connexion. Les jetons d’API, les jetons de service et les invitations que votre compte a créés depuis cette modification ne fonctionnent plus. Vérifiez vous-même les plus anciens.`,
    'identity.unlinked': (contact) =>
      `${ACCESS} ${CHANGE_PASSWORD} et contactez ${contact} pour obtenir de l’aide.`,
    'address.requested': (contact) =>
      `${ACCESS} Annulez le changement sous « Sécurité ». ${CHANGE_PASSWORD} et contactez ${contact} pour obtenir de l’aide.`,
    'address.changed': (contact) =>
      `Ce n’était pas vous ? Contactez ${contact} maintenant. Quelqu’un a peut-être accès à votre compte, et l’ancienne adresse ne l’ouvre plus.`,
    'authenticator.removed': intruder,
    'passkey.added': intruder,
    'passkey.removed': intruder,
    'passkey.counter_went_back': (contact) =>
      `Le compteur de cette clé d’accès a reculé : quelqu’un l’a peut-être copiée. Si vous n’avez pas d’explication, retirez-la sous « Sécurité », ajoutez-en une autre et prévenez ${contact}.`,
    'recovery_codes.removed': (contact) =>
      `Créez de nouveaux codes de récupération sous « Sécurité ». Vous ne l’avez pas demandé ? Contactez ${contact} sans attendre.`,
  },
  adviceWithoutPassword: {
    'second_factor.added': intruderByProvider,
    'second_factor.replaced': intruderByProvider,
    'second_factor.removed': (contact) =>
      `${ACCESS} ${SIGN_OUT} et contactez ${contact} pour obtenir de l’aide.`,
    'second_factor.reset': (contact) =>
      `Vous ne l’avez pas demandé ? Contactez ${contact} sans attendre. Tant que vous n’avez pas reconfiguré l’authentification à deux facteurs, la connexion n’a pas de deuxième étape.`,
    'second_factor.recovered': (contact) =>
      `Votre ancienne application d’authentification, vos clés d’accès et vos codes de récupération ne fonctionnent plus. Ce n’était pas vous ? Contactez ${contact} sans attendre. Quelqu’un a peut-être accès à votre compte.`,
    'recovery.asked': (contact) =>
      `Si ce n’était pas vous, arrêtez-la avec le lien de notre message. Une connexion avec votre second facteur l’arrête aussi. Sécurisez ensuite le compte avec lequel vous vous connectez. Besoin d’aide ? Contactez ${contact}.`,
    'recovery.approved': (contact) =>
      `Si ce n’était pas vous, arrêtez-la avec le lien de notre message. Une connexion avec votre second facteur l’arrête aussi. Sécurisez ensuite le compte avec lequel vous vous connectez. Besoin d’aide ? Contactez ${contact}.`,
    'recovery.stopped': (contact) =>
      `Votre second facteur n’a pas changé. Si vous ne l’avez pas arrêtée, demandez une nouvelle récupération. Si vous ne l’aviez pas demandée non plus, quelqu’un a peut-être accès au compte avec lequel vous vous connectez. Sécurisez ce compte sans attendre. Besoin d’aide ? Contactez ${contact}.`,
    'authenticator.disabled': (contact) =>
      `Vous pouvez encore vous connecter avec un code de récupération. Si vous n’en avez pas, contactez ${contact}. Ce n’était pas vous ? Quelqu’un a peut-être accès au compte avec lequel vous vous connectez. Protégez ce compte sans attendre.`,
    'recovery_code.used': intruderByProvider,
    'recovery_codes.regenerated': intruderByProvider,
    'identity.linked': (contact) =>
      `${ACCESS} Dissociez-le sous « Sécurité ». ${SIGN_OUT} et contactez ${contact} pour obtenir de l’aide.`,
    'account.disowned': (contact) =>
      `Quelqu’un a utilisé le lien « Ce n’était pas moi » d’un de nos messages. Si votre compte est verrouillé, ou si vous n’avez rien signalé, contactez ${contact}. Si votre mot de passe ne fonctionne plus, choisissez-en un nouveau depuis la page de connexion. Les jetons d’API, les jetons de service et les invitations que votre compte a créés depuis cette modification ne fonctionnent plus. Vérifiez vous-même les plus anciens.`,
    'identity.unlinked': (contact) => `${ACCESS} ${SIGN_OUT} et contactez ${contact} pour obtenir de l’aide.`,
    'address.requested': (contact) =>
      `${ACCESS} Annulez le changement sous « Sécurité ». ${SIGN_OUT} et contactez ${contact} pour obtenir de l’aide.`,
    'address.changed': (contact) =>
      `Ce n’était pas vous ? Contactez ${contact} maintenant. Quelqu’un a peut-être accès à votre compte, et l’ancienne adresse ne l’ouvre plus.`,
    'authenticator.removed': intruderByProvider,
    'passkey.added': intruderByProvider,
    'passkey.removed': intruderByProvider,
    'passkey.counter_went_back': (contact) =>
      `Le compteur de cette clé d’accès a reculé : quelqu’un l’a peut-être copiée. Si vous n’avez pas d’explication, retirez-la sous « Sécurité », ajoutez-en une autre et prévenez ${contact}.`,
    'recovery_codes.removed': (contact) =>
      `Créez de nouveaux codes de récupération sous « Sécurité ». Vous ne l’avez pas demandé ? Contactez ${contact} sans attendre.`,
  },
  from: ({ at, ip, browser }) => say`${at}, depuis ${ip} (${browser})`,
  workspaceAt: (workspace, host) => `${workspace} (${host})`,
}
