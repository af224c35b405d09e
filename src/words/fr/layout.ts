import { say } from '../sentence.ts'
import type { Words } from '../words.ts'

export const layout: Words['layout'] = {
  skip: 'Aller au contenu',
  mainNavigation: 'Navigation principale',
  workspaces: 'Espaces de travail',
  security: 'Sécurité',
  signedInAs: ({ email }) => say`Connecté(e) en tant que ${email}`,
  language: 'Langue',
  notNow: 'Pas maintenant',
  pages: 'Pages de la liste',
  back: 'Précédent',
  more: 'Suivant',
  whyAsked: 'Pourquoi me le demande-t-on ?',
  operator: 'l’équipe d’assistance de votre plateforme',
  supportAddress: ({ address }) => say`${address}`,
  password: 'Mot de passe',
  roles: { owner: 'propriétaire', admin: 'administrateur', member: 'membre' },
  browser: 'Navigateur inconnu',
  browserOn: (browser, system) => `${browser} sur ${system}`,
  workspaceAt: ({ workspace, host }) => say`${workspace} (${host})`,
  copy: 'Copier',
  copied: 'Copié',
  notCopied: 'Échec de la copie',
  yourTime: '(votre heure locale)',
  securedBy: ({ product }) => `Sécurisé par ${product}`,
  tooManyAttempts: ({ span }) => say`Trop de tentatives. Réessayez dans ${span}.`,
}

export const settings: Words['settings'] = {
  account: 'Paramètres du compte',
  accountTabs: { security: 'Sécurité', sessions: 'Sessions' },
  workspace: ({ workspace }) => say`Paramètres de ${workspace}`,
  workspaceSettings: 'Paramètres',
  workspaceTabs: {
    security: 'Sécurité',
    'sign-in': 'Connexion',
    appearance: 'Apparence',
    members: 'Membres',
    access: 'Accès',
    tokens: 'Jetons d’API',
    audit: 'Journal d’audit',
  },
  saved: 'Enregistré. S’applique partout d’ici une minute.',
  notSaved: 'Pas encore enregistré. Vérifiez le formulaire, puis enregistrez-le.',
}
