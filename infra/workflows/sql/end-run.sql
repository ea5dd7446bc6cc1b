UPDATE workflows.run SET ended_at = now() WHERE id = $1
