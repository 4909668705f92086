SELECT 1 WHERE to_regclass('schema_version') IS NOT NULL
