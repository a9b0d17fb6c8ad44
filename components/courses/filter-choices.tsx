import { Checkbox } from '@/components/ui/checkbox'
import type { Option } from '@/components/ui/select'

interface FilterChoicesProps {
  name: string
  label: string
  options: readonly Option[]
  chosen: readonly string[]
}

/** Several values of one filter at once; many of them scroll by themselves. */
export function FilterChoices({ name, label, options, chosen }: FilterChoicesProps) {
  return (
    <fieldset>
      <legend className="mb-1.5 text-sm font-medium">{label}</legend>
      <div className="-mx-1 max-h-64 overflow-y-auto px-1">
        {options.map((option) => (
          <label
            key={option.value}
            className="flex min-h-11 cursor-pointer items-center gap-2.5 py-1 text-sm pointer-fine:min-h-8"
          >
            <Checkbox name={name} value={option.value} defaultChecked={chosen.includes(option.value)} />
            <span className="min-w-0 wrap-anywhere">{option.label}</span>
          </label>
        ))}
      </div>
    </fieldset>
  )
}
