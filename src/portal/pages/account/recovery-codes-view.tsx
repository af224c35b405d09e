// Shows how many recovery codes are left, or a new set until the person confirms that it is saved.

import type { Child } from 'hono/jsx'
import type { Brand } from '../../../core/brand.ts'
import { FEW_RECOVERY_CODES, RECOVERY_CODES } from '../../../core/recovery-codes.ts'
import type { ShownCodes } from '../../../flows/own-account/shown-codes.ts'
import { Form } from '../../frame/form.tsx'
import { Alert, Info } from '../../frame/layout.tsx'
import { useEdge, useWords } from '../../frame/words.ts'
import { AUTHENTICATOR } from './authenticator-path.ts'

export const RECOVERY_CODES_PATH = '/account/security/recovery-codes'

/** Returns a file name of ASCII characters, which every system accepts. */
export const recoveryCodesFile = ({ name }: Brand): string =>
  `${name} recovery codes.txt`
    .toLowerCase()
    .replaceAll(/[^a-z0-9.]+/g, '-')
    .replace(/^[-.]+/, '')

interface NewCodesViewProps {
  readonly shown: ShownCodes
  /** How many codes of the previous set still work. */
  readonly left: number
  /** The heading on a printed page. */
  readonly head: string
  readonly returnTo: string | null
  /** True if the second factor was set up just before this page. */
  readonly hasEnrolled: boolean
  /** The workspace that this page leads to. */
  readonly children?: Child
}

export function NewCodesView({ shown: { setId, codes }, ...props }: NewCodesViewProps) {
  const { left, head, returnTo, hasEnrolled, children } = props
  const { recoveryCodes: say, account, layout } = useWords()
  const { brand } = useEdge().config
  return (
    <>
      {hasEnrolled ? <Info>{account.isOn}</Info> : null}
      <h1 class="no-print">{say.saveTitle}</h1>
      {children}
      <p class="lead no-print">{say.saveLead}</p>
      <pre class="print-only">{head}</pre>
      <textarea
        class="codes"
        id="codes"
        dir="ltr"
        readonly
        rows={codes.length}
        cols={30}
        aria-label={say.title}
      >
        {codes.join('\n')}
      </textarea>
      <p class="row no-print">
        <a class="button second" href={`${RECOVERY_CODES_PATH}/download`} download={recoveryCodesFile(brand)}>
          {say.download}
        </a>
        <button type="button" class="second" data-copy="codes" hidden>
          {layout.copy}
        </button>
        <button type="button" class="second" data-print hidden>
          {say.print}
        </button>
      </p>
      <p class="quiet no-print">{say.whereToKeep}</p>
      {left > 0 ? <p class="quiet no-print">{say.oldOnesKeepWorking}</p> : null}
      <Form action={`${RECOVERY_CODES_PATH}/confirm`} data-unsaved="" returnTo={returnTo}>
        <input type="hidden" name="set" value={setId} />
        <button type="submit" class="wide-on-phone">
          {say.confirm}
        </button>
      </Form>
    </>
  )
}

interface CodesLeftViewProps {
  readonly left: number
  /** True if the person used a recovery code, because the app is not at hand. */
  readonly hasUsedOne: boolean
  readonly hasReplacedApp: boolean
  /** True if the person confirmed a set that a newer one has replaced. */
  readonly isTooLate: boolean
  readonly returnTo: string | null
  readonly children?: Child
}

export function CodesLeftView(props: CodesLeftViewProps) {
  const { left, hasUsedOne, returnTo } = props
  const { recoveryCodes: say, account } = useWords()
  return (
    <>
      <h1>{say.title}</h1>
      {props.children}
      {hasUsedOne ? <Info>{say.usedOne}</Info> : null}
      {props.hasReplacedApp ? <Info>{account.done.replaced}</Info> : null}
      {props.isTooLate ? <Alert>{say.notCurrent}</Alert> : null}
      <p class="lead">{left === 0 ? say.none : say.left(left, RECOVERY_CODES)}</p>
      {left <= FEW_RECOVERY_CODES ? <p class="warning">{left === 0 ? say.noneLeft : say.fewLeft}</p> : null}
      {hasUsedOne ? <p>{say.phoneLost}</p> : null}
      <Form action={RECOVERY_CODES_PATH} class="stack" returnTo={returnTo}>
        <NextSteps left={left} isPhoneAway={hasUsedOne} returnTo={returnTo} />
      </Form>
      {returnTo ? null : (
        <p>
          <a href="/account/security">{say.back}</a>
        </p>
      )}
    </>
  )
}

interface NextStepsProps {
  readonly left: number
  readonly isPhoneAway: boolean
  readonly returnTo: string | null
}

/** The most urgent step comes first, and is emphasized. */
function NextSteps({ left, isPhoneAway, returnTo }: NextStepsProps) {
  const { recoveryCodes: say } = useWords()
  const isNewSetFirst = !isPhoneAway && (left === 0 || !returnTo)
  const goOn = returnTo ? (
    <a class={`button wide-on-phone${isPhoneAway || isNewSetFirst ? ' second' : ''}`} href={returnTo}>
      {left === 0 && !isPhoneAway ? say.later : say.continue}
    </a>
  ) : null
  return (
    <div class="row">
      {isPhoneAway ? (
        <a class="button wide-on-phone" href={toAnotherApp(returnTo)}>
          {say.setUpAnother}
        </a>
      ) : null}
      {isNewSetFirst ? null : goOn}
      <button type="submit" class={`wide-on-phone${isNewSetFirst ? '' : ' second'}`}>
        {say.makeNew}
      </button>
      {isNewSetFirst ? goOn : null}
    </div>
  )
}

const toAnotherApp = (returnTo: string | null): string =>
  `${AUTHENTICATOR}?${new URLSearchParams({
    for: 'replacement',
    ...(returnTo ? { return_to: returnTo } : {}),
  })}`
