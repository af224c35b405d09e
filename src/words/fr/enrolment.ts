import { say } from '../sentence.ts'
import type { Words } from '../words.ts'

export const authenticator: Words['authenticator'] = {
  enableTitle: 'Activer l’authentification à deux facteurs',
  replaceTitle: 'Remplacer votre application d’authentification',
  alreadyOn: 'L’authentification à deux facteurs est déjà activée',
  nothingToDo: 'Vous l’avez déjà activée, peut-être dans un autre onglet. Il ne reste rien à configurer.',
  keepsWorking: 'Votre application actuelle reste valable jusqu’à ce que la nouvelle soit confirmée.',
  forSettings:
    'Modifier les paramètres d’un espace de travail demande l’authentification à deux facteurs. Vous y reviendrez ensuite ; rien n’est encore enregistré.',
  anew: 'Plus de dix minutes se sont écoulées : voici donc une nouvelle clé. Supprimez de votre application l’entrée que vous venez d’ajouter, et ajoutez celle-ci.',
  install:
    'Installez une application d’authentification sur votre téléphone, si vous n’en avez pas. N’importe laquelle convient.',
  add: 'Ajoutez ce compte à l’application.',
  scan: 'Scannez ceci avec l’application.',
  enterCode: 'Saisissez le code à 6 chiffres qu’elle affiche.',
  code: 'Code',
  enable: 'Activer',
  replace: 'Remplacer',
  qrCode: 'Code QR pour votre application d’authentification. La clé à côté dit la même chose.',
  onThisPhone: 'L’application est-elle sur ce téléphone ?',
  openInApp: 'Ouvrez-le dans votre application',
  typeTheKey: 'Ou saisissez cette clé :',
  keyDetails: ({ email }) =>
    say`Compte ${email}, basé sur l’heure, 6 chiffres, SHA-1, toutes les 30 secondes.`,
  copyTheKey: 'Copier la clé',
  disableTitle: 'Désactiver l’authentification à deux facteurs',
  disableQuestion: 'Désactiver l’authentification à deux facteurs ?',
  disableConsequence:
    'Votre compte ne sera plus protégé que par votre mot de passe. Votre application d’authentification et vos codes de récupération cesseront de fonctionner. Cette session continue, et vos autres navigateurs sont déconnectés.',
  disable: 'Désactiver',
  keepOn: 'La garder activée',
  otherWay: {
    title: 'Connectez-vous d’abord autrement',
    lead: ({ provider, ways }) =>
      say`Vous vous êtes connecté(e) avec ${provider}, que l’un de vos espaces de travail n’accepte pas. Pour configurer l’authentification à deux facteurs, connectez-vous d’abord avec ${ways}.`,
    why: 'Sinon, une personne qui aurait volé cet accès pourrait configurer sa propre application et vous empêcher d’entrer dans cet espace.',
  },
}

export const recoveryCodes: Words['recoveryCodes'] = {
  saveTitle: 'Enregistrez vos codes de récupération',
  saveLead:
    'Si vous perdez votre téléphone, l’un d’eux vous permet de vous connecter. Chacun sert une seule fois. Ils ne sont affichés que cette fois-ci.',
  download: 'Télécharger',
  print: 'Imprimer',
  whereToKeep:
    'Gardez-les là où vous gardez vos mots de passe, et non sur le même téléphone. Ils sont valables dès que vous confirmez.',
  confirm: 'J’ai enregistré ces codes',
  fileHead: ({ email, host, at }) =>
    `Codes de récupération (Sallyport)\n\nCompte : ${email}\nÉmetteur : ${host}\nDate : ${at}\n\nChacun sert une seule fois, à la place d’un code de votre application d’authentification. Gardez-les là où vous gardez vos mots de passe.`,
  title: 'Codes de récupération',
  usedOne: 'Vous vous êtes connecté(e) avec un code de récupération. Il ne peut plus servir.',
  notCurrent: 'Ces codes n’étaient plus actuels, et rien n’a été modifié. Créez-en de nouveaux.',
  left: (count, all) => `Codes restants : ${count} sur ${all}.`,
  none: 'Vous n’avez aucun code de récupération.',
  noneLeft: 'Sans aucun code, un téléphone perdu vous prive de l’accès.',
  fewLeft: 'Il en reste peu. Créez-en de nouveaux tant que vous pouvez encore vous connecter.',
  phoneLost:
    'Téléphone perdu ? Configurez une autre application d’authentification. Celle qui est perdue cessera de fonctionner.',
  setUpAnother: 'Configurer une autre application d’authentification',
  oldOnesKeepWorking:
    'Vos codes actuels restent valables jusqu’à ce que vous confirmiez avoir enregistré les nouveaux.',
  continue: 'Continuer',
  makeNew: 'Créer de nouveaux codes de récupération',
  back: 'Retour à « Sécurité »',
}
