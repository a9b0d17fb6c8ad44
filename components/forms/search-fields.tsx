import { Button } from '@/components/ui/button'
import { Input } from '@/components/ui/input'
import { Select } from '@/components/ui/select'

interface SearchFieldsProps {
  /** Makes the ids of the fields, where a page has several. */
  id: string
  search: { label: string; value: string | undefined }
  sort: { label: string; value: string; options: readonly { value: string; label: string }[] }
  submit: string
}

/** Words (`q`) and order (`sort`) of a list, inside a plain form that opens its address. */
export function SearchFields({ id, search, sort, submit }: SearchFieldsProps) {
  return (
    <>
      <label className="block min-w-0 grow basis-60" htmlFor={`${id}-q`}>
        <span className="mb-1.5 block text-sm font-medium">{search.label}</span>
        <Input
          id={`${id}-q`}
          type="search"
          name="q"
          defaultValue={search.value}
          maxLength={100}
          enterKeyHint="search"
        />
      </label>
      <label className="block basis-48 max-sm:grow" htmlFor={`${id}-sort`}>
        <span className="mb-1.5 block text-sm font-medium">{sort.label}</span>
        <Select id={`${id}-sort`} name="sort" defaultValue={sort.value} options={sort.options} />
      </label>
      <Button type="submit" className="max-sm:w-full">
        {submit}
      </Button>
    </>
  )
}
