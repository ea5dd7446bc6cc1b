/** Of the files in which tables leave the house. */
export type ExportFormat = 'csv' | 'xlsx'
