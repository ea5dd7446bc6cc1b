/** Schema `wazo_stats`. */
export const wazoStats: readonly string[] = []
