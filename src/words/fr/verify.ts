import { say } from '../sentence.ts'
import type { Words } from '../words.ts'

export const verify: Words['verify'] = {
  title: 'Authentification à deux facteurs',
  titleOfStepUp: 'Confirmez que c’est bien vous',
  enterCode:
    'Saisissez le code à 6 chiffres de votre application d’authentification, ou un code de récupération.',
  enterRecoveryCode:
    'Saisissez l’un des codes de récupération que vous avez enregistrés. Chacun sert une seule fois.',
  whyAgain: 'L’étape suivante est sensible : elle demande un code tout récent.',
  code: 'Code',
  recoveryCode: 'Code de récupération',
  submit: 'Continuer',
  whyText:
    'L’authentification à deux facteurs est activée pour ce compte. Un mot de passe volé ne suffit pas : chaque connexion demande aussi un code.',
  signingInAs: ({ email, notYou }) => say`Connexion avec ${email}. ${notYou('Ce n’est pas vous ?')}`,
  useApp: 'Utiliser votre application d’authentification',
  useRecoveryCode: 'Téléphone perdu ? Utiliser un code de récupération',
  otherWay: 'Essayer autrement',
  neither: ({ contact }) =>
    say`Ni application ni codes de récupération ? Demandez ici la réinitialisation de votre second facteur : ${contact}.`,
}

export const codeRefusals: Words['codeRefusals'] = {
  malformed:
    'Ce n’est pas un code. Il s’agit des 6 chiffres de votre application, ou d’un code de récupération de 24 lettres et chiffres.',
  notOfApp:
    'Ce n’est pas un code de votre application. Il s’agit des 6 chiffres qu’elle affiche pour ce compte.',
  wrongCode:
    'Ce code n’est pas le bon. Saisissez celui que votre application affiche maintenant pour ce compte.',
  wrongRecoveryCode:
    'Ce code de récupération n’est pas le bon. Comparez-le caractère par caractère avec ceux que vous avez enregistrés en dernier.',
  usedCode:
    'Ce code a déjà été utilisé. Attendez le suivant : une application en affiche un nouveau toutes les 30 secondes.',
  usedRecoveryCode:
    'Ce code de récupération a déjà été utilisé. Chacun sert une seule fois : prenez-en un autre.',
  clockFast: (seconds) =>
    `L’horloge de votre téléphone avance d’environ ${seconds} secondes. Réglez la date et l’heure sur automatique, puis saisissez un nouveau code.`,
  clockSlow: (seconds) =>
    `L’horloge de votre téléphone retarde d’environ ${seconds} secondes. Réglez la date et l’heure sur automatique, puis saisissez un nouveau code.`,
  locked: ({ at, span }) =>
    say`Trop de codes erronés. Réessayez à partir de cette heure : ${at} (attente : ${span}).`,
  lockOver: 'Vous pouvez réessayer maintenant.',
  authenticatorDisabled: ({ contact }) =>
    say`Après 100 codes erronés d’affilée, votre application d’authentification n’est plus acceptée. Utilisez un code de récupération, ou demandez ici la réinitialisation de votre second facteur : ${contact}.`,
  gone: 'Cela a pris trop de temps. Recommencez.',
}
