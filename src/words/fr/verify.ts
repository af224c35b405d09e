import { say } from '../sentence.ts'
import type { Words } from '../words.ts'

export const verify: Words['verify'] = {
  title: 'Authentification à deux facteurs',
  titleOfStepUp: 'Confirmez que c’est bien vous',
  enterCode: (digits) =>
    `Saisissez le code à ${digits} chiffres de votre application d’authentification, ou un code de récupération.`,
  enterRecoveryCode:
    'Saisissez l’un des codes de récupération que vous avez enregistrés. Chacun fonctionne une seule fois.',
  whyAgain: 'Pour votre sécurité, confirmez-le à nouveau pour continuer.',
  whyForWorkspace: ({ workspace }) =>
    say`${workspace} vous demande de confirmer que c’est bien vous avant d’afficher cette page.`,
  code: 'Code',
  recoveryCode: 'Code de récupération',
  submit: 'Continuer',
  whyText:
    'L’authentification à deux facteurs est activée pour ce compte. Chaque connexion demande aussi une seconde étape : un mot de passe volé ne suffit donc pas.',
  signingInAs: ({ email, notYou }) => say`Connexion en tant que ${email}. ${notYou('Ce n’est pas vous ?')}`,
  useApp: 'Utiliser votre application d’authentification',
  useRecoveryCode: 'Téléphone perdu ? Utilisez un code de récupération',
  otherWay: 'Essayer autrement',
  lost: 'J’ai perdu mon téléphone et mes codes',
  neither: ({ contact }) =>
    say`Rien de tout cela sous la main ? Contactez ${contact} pour faire réinitialiser votre authentification à deux facteurs.`,
  locked: {
    title: 'Votre compte est verrouillé',
    since: ({ time }) =>
      say`Plus personne ne peut s’y connecter depuis ${time}. Il a été verrouillé, car une modification a été signalée comme ne venant pas de vous.`,
    next: ({ contact }) =>
      say`Pour le déverrouiller, contactez ${contact}. On vérifiera d’abord que c’est bien vous. Vos espaces de travail et vos paramètres sont conservés.`,
    recover: 'Récupérer mon compte',
    otherAccount: 'Se connecter avec un autre compte',
  },
}

export const codeRefusals: Words['codeRefusals'] = {
  malformed: (digits) =>
    `Saisissez le code à ${digits} chiffres de votre application, ou un code de récupération de 24 lettres et chiffres.`,
  malformedRecovery: 'Saisissez un code de récupération de 24 lettres et chiffres.',
  notOfApp: (digits) =>
    `Saisissez le code à ${digits} chiffres que votre application affiche pour ce compte.`,
  wrongCode: 'Ce code est incorrect ou a expiré. Saisissez celui que votre application affiche maintenant.',
  wrongRecoveryCode:
    'Ce code de récupération est incorrect. Comparez-le avec les derniers codes que vous avez enregistrés.',
  usedCode: 'Ce code a déjà été utilisé. Attendez que votre application en affiche un nouveau.',
  usedRecoveryCode:
    'Ce code de récupération a déjà été utilisé. Chacun fonctionne une seule fois. Saisissez-en un autre.',
  clockFast: (seconds) =>
    `L’horloge de votre téléphone avance d’environ ${seconds} secondes. Réglez la date et l’heure sur automatique, puis saisissez un nouveau code.`,
  clockSlow: (seconds) =>
    `L’horloge de votre téléphone retarde d’environ ${seconds} secondes. Réglez la date et l’heure sur automatique, puis saisissez un nouveau code.`,
  locked: ({ span }) => say`Trop de codes incorrects. Réessayez dans ${span}.`,
  lockOver: 'Vous pouvez réessayer maintenant.',
  authenticatorDisabled: ({ contact }) =>
    say`Votre application d’authentification a été bloquée après 100 codes incorrects d’affilée. Utilisez un code de récupération, ou contactez ${contact} pour faire réinitialiser votre authentification à deux facteurs.`,
  gone: 'Cela a pris trop de temps. Recommencez.',
}
