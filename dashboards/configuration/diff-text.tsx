/** A unified diff; what was added and what was removed is told by its sign, and by a colour besides. */
export function DiffText({ diff }: { diff: string }) {
  return (
    <pre className="diff" tabIndex={0}>
      {diff.split('\n').map((line, place) => (
        <span key={place} className={classOf(line)}>
          {`${line}\n`}
        </span>
      ))}
    </pre>
  )
}

function classOf(line: string): string | undefined {
  if (line.startsWith('+++') || line.startsWith('---')) return 'diff-head'
  if (line.startsWith('@@')) return 'diff-place'
  if (line.startsWith('+')) return 'diff-added'
  return line.startsWith('-') ? 'diff-removed' : undefined
}
