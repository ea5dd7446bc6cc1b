const viewStatement = /^CREATE OR REPLACE VIEW (\S+) AS\n([\s\S]*?);[ \t]*$/gm

/** Has each view of the text made by stats_parts.replace_view (replace-views.sql), which takes other columns too. */
export const withReplacedViews = (sql: string): string =>
  sql.replace(viewStatement, (_, name: string, definition: string) => {
    if (definition.includes('$view$')) throw new Error(`the definition of ${name} has the quote $view$ in it`)
    return `SELECT stats_parts.replace_view('${name}', $view$${definition}$view$);`
  })
