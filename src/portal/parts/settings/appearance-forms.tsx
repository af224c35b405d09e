// The forms that change a workspace's appearance, and a preview of its sign-in page as saved.

import type { Child } from 'hono/jsx'
import { OUR_ACCENT } from '../../../core/accent.ts'
import { IMAGE_MEDIA_TYPES } from '../../../core/image.ts'
import { BrandName } from '../../frame/brand.tsx'
import { Form } from '../../frame/form.tsx'
import { Alert } from '../../frame/layout.tsx'
import { useEdge, useWords } from '../../frame/words.ts'
import { type Door, Logo, WayTo } from '../door.tsx'

interface AppearanceFormProps {
  readonly path: string
  readonly name: string
  readonly accent: string
  readonly registeredName: string
  readonly problems: { readonly name?: string; readonly accent?: string }
}

export function AppearanceForm({ path, name, accent, registeredName, problems }: AppearanceFormProps) {
  const { appearance: say } = useWords()
  const { brand } = useEdge().config
  return (
    <Form action={path} class="stack">
      <Field
        id="display_name"
        label={say.name}
        hint={say.nameHint({ name: <bdi>{registeredName}</bdi> })}
        problem={problems.name}
        input={{ value: name, dir: 'auto', autocomplete: 'off' }}
      />
      <Field
        id="accent"
        label={say.accent}
        hint={say.accentHint}
        problem={problems.accent}
        input={{ value: accent, class: 'mono', dir: 'ltr', autocomplete: 'off', spellcheck: false }}
      >
        {/* A colour picker cannot be empty. The script copies the picked colour into the field instead. */}
        <input
          type="color"
          value={brand.accent ?? OUR_ACCENT}
          aria-label={say.pick}
          data-fills="accent"
          hidden
        />
      </Field>
      <div>
        <button type="submit" class="wide-on-phone">
          {say.save}
        </button>
      </div>
    </Form>
  )
}

interface LogoFormProps {
  readonly path: string
  readonly digest: string | null
  readonly problem: string | undefined
}

export function LogoForm({ path, digest, problem }: LogoFormProps) {
  const { appearance: say } = useWords()
  return (
    <>
      <Form action={`${path}/logo`} enctype="multipart/form-data" class="stack">
        {/* After a proof on the way, the page asks for the file again: a redirect cannot carry it. */}
        <input type="hidden" name="again" value="logo" />
        <Field
          id="logo"
          label={say.file}
          hint={say.logoHint}
          problem={problem}
          input={{ type: 'file', accept: IMAGE_MEDIA_TYPES.join(), required: true }}
        >
          <Logo digest={digest} />
        </Field>
        <div class="row">
          <button type="submit" class="wide-on-phone">
            {say.upload}
          </button>
          {/* Its own form, so that the browser does not ask for a file first. */}
          {digest ? (
            <button type="submit" form="remove-logo" class="danger wide-on-phone">
              {say.remove}
            </button>
          ) : null}
        </div>
      </Form>
      {digest ? <Form id="remove-logo" action={`${path}/logo/remove`} /> : null}
    </>
  )
}

interface FieldProps {
  readonly id: string
  readonly label: string
  readonly hint: Child
  readonly problem: string | undefined
  readonly input: Readonly<Record<string, string | boolean>>
  /** What is shown next to the input. */
  readonly children?: Child
}

function Field({ id, label, hint, problem, input, children }: FieldProps) {
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <p class="quiet" id={`${id}-hint`}>
        {hint}
      </p>
      {problem ? (
        <Alert>
          <span id={`${id}-problem`}>{problem}</span>
        </Alert>
      ) : null}
      <div class="beside">
        <input
          id={id}
          name={id}
          {...input}
          autofocus={problem !== undefined}
          aria-describedby={problem ? `${id}-problem ${id}-hint` : `${id}-hint`}
          aria-invalid={problem ? 'true' : undefined}
        />
        {children}
      </div>
    </div>
  )
}

/** Pictures of the sign-in page in light and dark mode, whichever mode the reader uses. */
export function Preview({ site }: { site: Door }) {
  const { appearance: say, signIn } = useWords()
  const { brand } = useEdge().config
  const schemes = [
    ['in-light', say.inLight],
    ['in-dark', say.inDark],
  ] as const
  return (
    <div class="previews">
      {schemes.map(([scheme, label]) => (
        <div role="img" aria-label={label} class={`preview ${scheme}`}>
          <p class="brand">
            <BrandName brand={brand} />
          </p>
          <div>
            <p class="title">{signIn.title}</p>
            <WayTo site={site} />
            <p>
              <span class="button">{signIn.submit}</span>
            </p>
            <p class="like-link">{signIn.otherWays}</p>
          </div>
        </div>
      ))}
    </div>
  )
}
