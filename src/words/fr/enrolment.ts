import { say } from '../sentence.ts'
import type { Words } from '../words.ts'

export const authenticator: Words['authenticator'] = {
  enableTitle: 'Activer l’authentification à deux facteurs',
  replaceTitle: 'Remplacer votre application d’authentification',
  alreadyOn: 'L’authentification à deux facteurs est déjà activée',
  nothingToDo: 'Vous venez de l’activer, peut-être dans un autre onglet. Il ne reste rien à configurer.',
  keepsWorking:
    'Votre application actuelle continue de fonctionner jusqu’à ce que vous confirmiez la nouvelle.',
  forSettings:
    'Pour modifier les paramètres d’un espace de travail, il vous faut l’authentification à deux facteurs. Une fois configurée, vous reviendrez aux paramètres. Rien n’a encore été enregistré.',
  forPage: ({ workspace }) =>
    say`${workspace} exige l’authentification à deux facteurs pour la page que vous avez ouverte.`,
  anew: 'Voici une nouvelle clé, car plus de dix minutes se sont écoulées. Dans votre application, supprimez l’entrée que vous venez d’ajouter. Ajoutez ensuite celle-ci.',
  install:
    'Installez une application d’authentification si vous n’en avez pas, comme 1Password, Bitwarden, Google Authenticator ou Microsoft Authenticator.',
  add: 'Ajoutez ce compte à l’application.',
  scanOrType: 'Scannez ce code QR avec l’application. Ou saisissez cette clé dans l’application :',
  enterCode: 'Saisissez le code à 6 chiffres affiché par l’application.',
  code: 'Code',
  enable: 'Activer',
  replace: 'Remplacer',
  qrCode:
    'Code QR pour votre application d’authentification. Il contient la même clé que le texte de cette page.',
  onThisPhone: 'Sur cet appareil ?',
  openInApp: 'Ouvrir l’application d’authentification',
  keySettings: 'Détails de la clé',
  keyDetails: ({ email }) =>
    say`Compte ${email}, basé sur l’heure, 6 chiffres, SHA-1, toutes les 30 secondes.`,
  copyTheKey: 'Copier la clé',
  addTitle: 'Ajouter une application d’authentification',
  addToAccount: 'Ajouter',
  removeTitle: 'Supprimer l’application d’authentification',
  removeQuestion: 'Supprimer votre application d’authentification ?',
  removeConsequence:
    'Ses codes cesseront de fonctionner. Vos clés d’accès et vos codes de récupération sont conservés. Les autres navigateurs où vous avez saisi un code seront déconnectés.',
  remove: 'Supprimer',
  keepApp: 'La garder',
  disableTitle: 'Désactiver l’authentification à deux facteurs',
  disableQuestion: 'Désactiver l’authentification à deux facteurs ?',
  leftWithPassword: 'Votre compte ne sera plus protégé que par votre mot de passe.',
  leftWithoutPassword: 'La connexion n’aura plus de seconde étape ici.',
  disableConsequence:
    'Votre application d’authentification, vos clés d’accès et vos codes de récupération cesseront de fonctionner. Vous resterez connecté(e) ici. Vos autres navigateurs seront déconnectés.',
  disable: 'Désactiver',
  keepOn: 'La garder activée',
  otherWay: {
    title: 'Connectez-vous d’abord autrement',
    lead: ({ provider, ways }) =>
      say`Vous vous êtes connecté(e) avec ${provider}, que l’un de vos espaces de travail n’accepte pas. Pour configurer l’authentification à deux facteurs, connectez-vous d’abord avec ${ways}.`,
    why: 'Sinon, une personne qui aurait volé cet accès pourrait configurer sa propre application et vous empêcher d’entrer dans l’espace de travail.',
  },
}

export const recoveryCodes: Words['recoveryCodes'] = {
  saveTitle: 'Enregistrez vos codes de récupération',
  saveLead:
    'Si vous perdez votre téléphone, utilisez l’un de ces codes pour vous connecter. Chacun fonctionne une seule fois. Enregistrez-les maintenant : vous ne les reverrez pas.',
  download: 'Télécharger',
  print: 'Imprimer',
  whereToKeep:
    'Gardez-les en lieu sûr, par exemple dans un gestionnaire de mots de passe, et pas seulement sur votre téléphone. Ils fonctionneront une fois que vous aurez confirmé ci-dessous.',
  confirm: 'J’ai enregistré ces codes',
  fileHead: ({ email, host, at }) =>
    `Codes de récupération\n\nCompte : ${email}\nÉmis par : ${host}\nDate : ${at}\n\nUtilisez-en un pour vous connecter sans votre application d’authentification ni votre clé d’accès. Chacun fonctionne une seule fois. Gardez-les en lieu sûr, par exemple dans un gestionnaire de mots de passe.`,
  title: 'Codes de récupération',
  usedOne: 'Vous avez utilisé un code de récupération. Il ne peut plus être utilisé.',
  notCurrent: 'Ces codes ne sont plus à jour : rien n’a été modifié. Créez de nouveaux codes.',
  left: (count, all) => `Codes restants : ${count} sur ${all}.`,
  none: 'Vous n’avez aucun code de récupération.',
  noneLeft: 'Si vous perdez votre téléphone maintenant, vous ne pourrez plus vous connecter.',
  fewLeft: 'Il vous en reste peu. Créez de nouveaux codes tant que vous pouvez encore vous connecter.',
  phoneLost:
    'Téléphone perdu ? Configurez une autre application d’authentification. Celle du téléphone perdu cessera alors de fonctionner.',
  setUpAnother: 'Configurer une autre application d’authentification',
  oldOnesKeepWorking:
    'Vos codes actuels continuent de fonctionner jusqu’à ce que vous confirmiez avoir enregistré les nouveaux.',
  later: 'Plus tard',
  continue: 'Continuer',
  makeNew: 'Créer de nouveaux codes de récupération',
  back: 'Retour à « Sécurité »',
}
