INSERT INTO workflows.run (id, name, input, job) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING
