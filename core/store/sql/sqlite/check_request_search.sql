INSERT INTO request_search (request_search, rank) VALUES ('integrity-check', 1)
