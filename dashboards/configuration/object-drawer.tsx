import { useMessages } from '../i18n/language.ts'
import { Drawer } from '../ui/drawer.tsx'
import { ChangeList } from './change-list.tsx'
import type { ConfiguredObject } from './queries.ts'
import { nameOfObject, plainText } from './value-text.ts'

interface ObjectDrawerProps {
  readonly site: string
  readonly object: ConfiguredObject
  readonly onClose: () => void
}

/** All that is said of one object, and how it came about. */
export function ObjectDrawer({ site, object, onClose }: ObjectDrawerProps) {
  const t = useMessages()
  const title = nameOfObject(object.value) ?? object.key
  return (
    <Drawer title={title} note={`${t.config.kinds(object.kind)} · ${object.key}`} onClose={onClose}>
      <div className="object-parts">
        <section aria-label={t.config.fields}>
          <h3>{t.config.fields}</h3>
          <dl className="object-fields">
            {Object.entries(object.value).map(([field, value]) => {
              const text = plainText(value)
              return (
                <div key={field} className={text === undefined ? 'object-field-long' : undefined}>
                  <dt>{field}</dt>
                  <dd>{text ?? <pre>{typeof value === 'string' ? value : JSON.stringify(value, null, 2)}</pre>}</dd>
                </div>
              )
            })}
          </dl>
        </section>
        <section aria-label={t.config.views.history}>
          <h3>{t.config.views.history}</h3>
          <ChangeList site={site} object={object.object} />
        </section>
      </div>
    </Drawer>
  )
}
