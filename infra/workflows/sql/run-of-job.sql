SELECT id, name, input, ended_at IS NOT NULL AS ended FROM workflows.run WHERE id = $1
