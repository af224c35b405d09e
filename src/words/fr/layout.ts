import { say } from '../sentence.ts'
import type { Words } from '../words.ts'

export const layout: Words['layout'] = {
  skip: 'Aller au contenu',
  mainNavigation: 'Navigation principale',
  workspaces: 'Espaces de travail',
  security: 'Sécurité',
  signOut: 'Se déconnecter',
  signedInAs: ({ email }) => say`Vous êtes connecté(e) avec ${email}`,
  language: 'Langue',
  notNow: 'Pas maintenant',
  pages: 'Pages de la liste',
  back: 'Retour',
  more: 'Suite',
  tryAgain: 'Réessayer',
  whyAsked: 'Pourquoi me le demande-t-on ?',
  yourWorkspaces: 'Vos espaces de travail',
  operator: 'l’équipe qui gère cette plateforme',
  password: 'Mot de passe',
  roles: { owner: 'propriétaire', admin: 'admin', member: 'membre' },
  browser: 'Un navigateur',
  browserOn: (browser, system) => `${browser} sur ${system}`,
  workspaceAt: ({ workspace, host }) => say`${workspace} (${host})`,
  copy: 'Copier',
  copied: 'Copié',
  notCopied: 'Copie impossible',
  yourTime: '(votre heure locale)',
  securedBy: ({ product }) => `Sécurisé par ${product}`,
  tooManyAttempts: ({ at, span }) =>
    say`Trop de tentatives. Réessayez à partir de cette heure : ${at} (attente : ${span}).`,
}

export const settings: Words['settings'] = {
  account: 'Paramètres du compte',
  accountTabs: { security: 'Sécurité', sessions: 'Sessions' },
  workspace: ({ workspace }) => say`Paramètres : ${workspace}`,
  workspaceSettings: 'Paramètres',
  workspaceTabs: {
    security: 'Sécurité',
    'sign-in': 'Connexion',
    appearance: 'Apparence',
    members: 'Membres',
    tokens: 'Jetons d’API',
    audit: 'Journal',
  },
  saved: 'Enregistré. Ce sera en vigueur partout d’ici une minute.',
  notSaved: 'Pas encore enregistré : vérifiez ce que contient le formulaire, puis enregistrez-le.',
}
