INSERT INTO request_search (key, tenant, words)
SELECT key, tenant, array_to_tsvector(string_to_array(:words, ' ')) FROM request WHERE key = :key
