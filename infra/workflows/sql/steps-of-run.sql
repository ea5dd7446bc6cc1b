SELECT name, result FROM workflows.step WHERE run = $1
