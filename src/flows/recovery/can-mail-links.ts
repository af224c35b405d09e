// Without mail there is no recovery: its link would reach nobody.

export { sendsMail as canMailLinks } from '../notices/carriers.ts'
