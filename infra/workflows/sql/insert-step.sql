INSERT INTO workflows.step (run, name, result) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING
