// The buttons beside the form of a service token: rotate, disable or enable, and delete.

import type { ListedService } from '../../../flows/administration/service-tokens.ts'
import { Form } from '../../frame/form.tsx'
import { useWords } from '../../frame/words.ts'
import { SettingRow } from '../setting-row.tsx'

const HOUR_SECONDS = 3600
const OVERLAP_HOURS = [0, 1, 24, 168, 720] as const
const FIRST_OVERLAP = 24

interface ActionsProps {
  readonly token: ListedService
  /** The path of the token's page. */
  readonly path: string
}

export function TokenActions({ token, path }: ActionsProps) {
  const { serviceTokens: say } = useWords()
  const pause = token.isDisabled
    ? { action: 'enable', label: say.enable, hint: say.enabling }
    : { action: 'disable', label: say.disable, hint: say.disabling }
  return (
    <ul class="card settings">
      <SettingRow title={say.rotate} action={<Rotation {...{ token, path }} />}>
        <p class="quiet">{say.rotation}</p>
      </SettingRow>
      <SettingRow
        title={pause.label}
        action={
          <Form action={`${path}/${pause.action}`}>
            <Again />
            <button type="submit" class="second small">
              {pause.label}
            </button>
          </Form>
        }
      >
        <p class="quiet">{pause.hint}</p>
      </SettingRow>
      <SettingRow title={say.delete} action={<Deletion {...{ token, path }} />}>
        <p class="quiet">{say.deleting}</p>
      </SettingRow>
    </ul>
  )
}

/** After a proof on the way, the page says that the button must be pressed again. */
const Again = () => <input type="hidden" name="again" value="yes" />

function Rotation({ token, path }: ActionsProps) {
  const { serviceTokens: say, write } = useWords()
  return (
    <Form action={`${path}/rotate`} class="stack">
      <Again />
      {/* A form that is sent twice rotates once. */}
      <input type="hidden" name="version" value={token.version} />
      <label>
        {say.overlap}
        <select name="overlap_hours">
          {OVERLAP_HOURS.map((hours) => (
            <option value={hours} selected={hours === FIRST_OVERLAP}>
              {hours === 0 ? say.atOnce : write.span(hours * HOUR_SECONDS)}
            </option>
          ))}
        </select>
      </label>
      <div>
        <button type="submit" class="second small">
          {say.rotate}
        </button>
      </div>
    </Form>
  )
}

/** Asks for a second press before a token is deleted. */
function Deletion({ token, path }: ActionsProps) {
  const { serviceTokens: say } = useWords()
  return (
    <details class="removal">
      <summary>{say.delete}</summary>
      <Form action={`${path}/delete`}>
        <Again />
        <button type="submit" class="danger small">
          {say.deleteThis(token.name)}
        </button>
      </Form>
    </details>
  )
}
